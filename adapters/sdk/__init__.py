"""What an adapter is written with: sources, streams, crosswalks and readers."""
