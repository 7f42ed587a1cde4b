"""Two-step sign-in by authenticator app, passkey or recovery code, on allauth's pages."""
