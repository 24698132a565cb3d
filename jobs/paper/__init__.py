"""What any app prints: HTML → PDF with its own font, handed out or read back first."""
