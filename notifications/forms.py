from typing import Any

from django import forms

from notifications.models import ChannelPreference
from notifications.states import ChannelName


class ChannelPreferenceForm(forms.ModelForm[ChannelPreference]):
    class Meta:
        model = ChannelPreference
        fields = ("email", "sms")
        help_texts = {
            "email": "站内通知总会有；关掉以后不再发邮件。",
            "sms": "只有急事才发短信，例如事项超期。",
        }


class LogFilterForm(forms.Form):
    """Wrong values mean "no filter": the address may have been typed by hand."""

    channel = forms.ChoiceField(
        label="渠道", choices=[("", "全部渠道"), *ChannelName.choices], required=False
    )
    failed = forms.BooleanField(label="只看没发出去的", required=False)
    before = forms.IntegerField(
        min_value=1, max_value=2**63 - 1, required=False, widget=forms.HiddenInput
    )

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
