"""What both SMS providers share."""

from notifications.channels.base import ChannelError, OutgoingMessage
from yichang_renda.channels import SmsAccount


def template_id(account: SmsAccount, message: OutgoingMessage) -> str:
    """The provider's id for our template name."""
    try:
        return account.templates[message.template]
    except KeyError as error:
        raise ChannelError(
            "no_template", "这种短信还没有配置模板，请联系系统管理员。", retry=False
        ) from error
