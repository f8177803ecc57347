"""What a test may see and do: everything under `/_control` of the OpenOctopus port."""
