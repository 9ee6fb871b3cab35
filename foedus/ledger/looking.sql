-- What joining asks of a ledger; `:name` marks each question.

-- :new readings that nobody has looked at, in the order of publication
SELECT key, batch, published, outlet, json_extract_string(reading, '$.text') AS text
FROM dispatches ANTI JOIN (
    SELECT key, batch FROM judgements WHERE kind IN ('original', 'reprint')
) AS seen USING (key, batch)
ORDER BY published NULLS LAST, key
LIMIT $most;

-- :near other dispatches that were printed on these days, and which one each reprints
SELECT key, published, outlet, json_extract_string(reading, '$.text') AS text
FROM dispatches SEMI JOIN (
    SELECT key, batch FROM judgements WHERE kind IN ('original', 'reprint')
) AS seen USING (key, batch)
WHERE published = ANY ($days::DATE[]) AND NOT list_contains($keys, key)
ORDER BY published, key;

-- :originals of these dispatches, as judged last
SELECT key, arg_max(event, (judged_at, id)) AS original
FROM judgements WHERE kind IN ('original', 'reprint') AND list_contains($keys, key)
GROUP BY key;

-- :told records of these dispatches, and whether somebody has judged them
SELECT id, told, key, batch, outlet, published, event, mode, auxiliary, actor, recipient, predicate, sentence,
    section, date, place, quantity,
    EXISTS (FROM judgements WHERE judgements.record = reports.id) AS is_judged
FROM reports WHERE list_contains($keys, key);

-- :around records of these days in dispatches that were looked at
SELECT id, told, key, batch, outlet, published, event, mode, auxiliary, actor, recipient, predicate, sentence,
    section, date, place, quantity, true AS is_judged
FROM reports SEMI JOIN (
    SELECT key, batch FROM judgements WHERE kind IN ('original', 'reprint')
) AS seen USING (key, batch)
WHERE day = ANY ($days::DATE[]) AND NOT list_contains($keys, key);
