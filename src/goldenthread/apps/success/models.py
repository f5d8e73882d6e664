"""What children, parents and carers, professionals and audits will show when a plan has worked."""
