"""The admin page for accounts, where administrators can deactivate people."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from assessment.foundation.accounts.models import User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Allow changing two flags only.

    Accounts are created at sign-up or on the command line.
    """

    list_display = ("email", "name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff")
    search_fields = ("email", "name")
    ordering = ("email",)
    fields = ("email", "name", "is_active", "is_staff", "is_superuser", "date_joined", "last_login")

    def get_readonly_fields(
        self,
        request: HttpRequest,
        obj: User | None = None,  # noqa: ARG002
    ) -> tuple[str, ...]:
        """Let only superusers grant staff access, so that staff cannot extend their own rights."""
        fixed = ("email", "name", "is_superuser", "date_joined", "last_login")
        return fixed if request.user.is_superuser else (*fixed, "is_staff")

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Let only superusers change, and so deactivate, other superusers."""
        protected = isinstance(obj, User) and obj.is_superuser and not request.user.is_superuser
        return not protected and super().has_change_permission(request, obj)

    def has_delete_permission(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: Model | None = None,  # noqa: ARG002
    ) -> bool:
        return False
