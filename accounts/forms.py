from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm
from allauth.account.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.conf import settings
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError

from accounts.authority import words_of_keeper
from accounts.models import Post, User
from accounts.permissions import can_manage_account, managed_scope_q
from areas.models import Area, Level

CHOOSING_HINT = "至少 8 个字，不要全是数字，不要用账号名或常见密码。"


class SignInForm(LoginForm):
    """Fields `login` and `password`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "账号"
        self.fields["password"].label = "密码"
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}

    def clean_login(self) -> str:
        """One spelling per account, so that counting wrong passwords cannot be dodged."""
        return User.normalize_username(super().clean_login())


class ConfirmPasswordForm(AllauthReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "密码"
        self.fields["password"].widget.attrs.pop("placeholder", None)


class ChangePasswordForm(AllauthChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"oldpassword": "现在的密码", "password1": "新密码", "password2": "新密码再输一次"}
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].help_text = ""
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["password1"].help_text = CHOOSING_HINT


class _CountedCode:
    """A code form whose wrong codes count like wrong passwords: axes leads, also here."""

    fields: dict[str, forms.Field]
    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = "验证码"
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs |= {"inputmode": "numeric", "autofocus": True}

    def clean_code(self) -> str:
        request = context.request
        credentials = {"username": self.user.get_username(), "second_step": True}
        if settings.AXES_ENABLED and not AxesProxyHandler.is_allowed(request, credentials):
            request.axes_locked_out = True
            request.axes_credentials = credentials
            raise ValidationError("试的次数太多了，请过一会儿再来。")
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError:
            user_login_failed.send(sender=__name__, credentials=credentials, request=request)
            raise
        return code


class SecondStepForm(_CountedCode, AuthenticateForm):
    pass


class ConfirmCodeForm(_CountedCode, ReauthenticateForm):
    pass


class SecondStepSetupForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "手机上显示的 6 位数字"
        self.fields["code"].widget.attrs.pop("placeholder", None)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric"}


class ActivationForm(SetPasswordForm):
    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["new_password1"].label = "密码"
        self.fields["new_password1"].help_text = CHOOSING_HINT
        self.fields["new_password2"].label = "再输一次"
        self.fields["new_password2"].help_text = ""


class OfficeChoice(forms.ModelChoiceField):
    def label_from_instance(self, area: Area) -> str:
        return "　" * (area.depth - 1) + area.name


class InviteForm(forms.Form):
    """A post for somebody: a new account, or one that exists under the same name."""

    name = forms.CharField(label="姓名", max_length=50)
    username = forms.CharField(
        label="账号",
        max_length=30,
        validators=[User.username_validator],
        help_text="登录时用，比如姓名的拼音。同一个人已有账号的，填原来的账号。",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    area = OfficeChoice(label="岗位所在地区", queryset=Area.objects.none(), empty_label="请选择")
    role = forms.ChoiceField(
        label="职责", choices=Post.Role.choices, initial=Post.Role.STAFF, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, manager: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.manager = manager
        offices = Area.objects.exclude(level=Level.VILLAGE)
        choice = self.fields["area"]
        assert isinstance(choice, OfficeChoice)
        choice.queryset = offices.filter(managed_scope_q(manager, prefix=""))

    def clean_username(self) -> str:
        return User.normalize_username(self.cleaned_data["username"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.existing = User.objects.filter(username=data.get("username")).first()
        if self.existing is None:
            return data
        if self.existing.name != data.get("name"):
            self.add_error("username", "这个账号名已经有人用了，请换一个。")
        elif not can_manage_account(self.manager, self.existing):
            self.add_error("username", words_of_keeper(self.existing))
        elif self.existing.posts.active().filter(area=data.get("area")).exists():
            self.add_error("area", "这个人在这个地区已经有岗位了。")
        return data
