"""What Alembic runs: the steps, on the connection it was handed."""

from alembic import context

from sync_server.models import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,  # the caller's transaction holds all steps
    compare_type=True,
)
context.run_migrations()
