"""The coordinators' console: pages rendered on the server, readable and usable without JavaScript."""
