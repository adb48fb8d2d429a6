-- Channels that are there already go on replacing by UpdateExistingDetails=1, as their senders expect (docs/decisions.md).
UPDATE channels SET settings = json_set(settings, '$.replaces', json('true')) WHERE json_extract(settings, '$.replaces') IS NULL;
