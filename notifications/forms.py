from django import forms

from notifications.models import ChannelPreference


class ChannelPreferenceForm(forms.ModelForm[ChannelPreference]):
    class Meta:
        model = ChannelPreference
        fields = ("email", "sms")
        help_texts = {
            "email": "站内通知总会有；关掉以后不再发邮件。",
            "sms": "只有急事才发短信，例如事项超期。",
        }
