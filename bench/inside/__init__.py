"""What has to be asked or done inside the portal; `bench.portal` starts it."""
