"""A thumb for tests: presses what is there as soon as it is there, and counts."""

from tests.mobile.ui.headless import HeadlessApp


class Thumb:
    """One thumb on one phone."""

    def __init__(self, app: HeadlessApp) -> None:
        self.app = app
        self.taps = 0

    async def tap(self, *names: str) -> None:
        """Wait for each to be there, by its name or first words, and press it."""
        for name in names:
            await self.app.until(lambda name=name: any(known.startswith(name) for known in self.app.names()))  # type: ignore[misc]  # mypy cannot type a default that binds the loop
            await self.app.press(name)
            self.taps += 1

    async def sees(self, words: str) -> None:
        """Wait until these words are part of something on screen."""
        await self.app.until(lambda: any(words in text for text in self.app.texts()))
