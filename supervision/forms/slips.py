"""How many slips are printed, how many were handed out, why a batch is void."""

from django import forms

MOST_AT_ONCE, MOST_HANDED_OUT = 500, 1_000_000


class PrintForm(forms.Form):
    amount = forms.IntegerField(
        label="印几张",
        min_value=1,
        max_value=MOST_AT_ONCE,
        help_text=f"比到会的人多印几张；一次最多 {MOST_AT_ONCE} 张，可以分几次印。",
    )


class HandedOutForm(forms.Form):
    amount = forms.IntegerField(
        label="一共发出几张",
        min_value=0,
        max_value=MOST_HANDED_OUT,
        help_text="发给到会的人的张数。没发的票签请收回，当场销毁。",
    )


class VoidForm(forms.Form):
    reason = forms.CharField(label="为什么作废", max_length=100)
