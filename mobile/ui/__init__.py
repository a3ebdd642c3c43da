"""What the worker sees and touches: look, words, components and screens of the phone."""
