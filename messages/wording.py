"""The timeline's headings, in words a voter understands. Keys: actions, and kinds of events."""

DUE_MOVED = "due_moved"

EVENT_WORDS: dict[str, str] = {
    "submit": "提交了留言",
    # at the desk
    "accept": "受理了留言",
    "hand_over": "转给联络员办理",
    "take": "联络员接手办理",
    "take_up": "由上级机关直接办理",
    "cover": "转上级机关受理",
    "term_over": "代表离任，转联络员办理",
    "pass_on": "转继任代表办理",
    "reply": "答复",
    "propose_assign": "提请上级交办",
    "propose_decline": "建议不予受理",
    "refuse_proposal": "没有同意提请，请下级继续办理",
    "decline": "不予受理",
    "assign": "交给承办单位",
    "pause": "暂停计时",
    "resume": "恢复计时",
    "merge": "与相似的留言合并办理",
    "split": "拆分成几件分别办理",
    "close_elsewhere": "由其他渠道办理",
    "supervise": "列入督办",
    DUE_MOVED: "期限随放假安排调整",
    # the department
    "start_handling": "承办单位开始办理",
    "lead_answered": "承办单位交来办理结果，正在审核",
    "send_back": "办理结果要修改",
    "lead_returned": "承办单位退回，重新安排",
    "prolong": "办理时间延长",
    "release": "答复",
    "assignment": "承办情况",
    # the voter, and time
    "add_words": "补充了内容",
    "urge": "催办",
    "withdraw": "撤回了留言",
    "rate": "评价",
    "reopen": "请求再办",
    "close_unrated": "评价期已过，自动办结",
    "pressure": "有人要求选民撤回",
    "remind": "提醒",
    # beside the moves
    "reveal_phone": "查看了手机号",
    "confirm_phone": "核实了手机号",
    "reprint_slip": "重新打印了回执",
    "publish": "公开了这件留言和答复",
    "unpublish": "撤下了公开的内容",
}
