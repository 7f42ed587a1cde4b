"""Where sign-in lands, set-up and settings, and the people of a business."""
