"""What customers say: links, answers, the recommend score and its change."""
