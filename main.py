"""The entry file that Flet's packager wants at the root of the app."""

from mobile.app import run

run()
