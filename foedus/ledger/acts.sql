-- What happened, a row an event and pair: $one and $other are both directions of a pair or null, $since and $until days or
-- null. The filters stand before the events are put together, so that one pair's acts cost little of a large ledger.
WITH told AS (
    SELECT told, day, event, quad, score, actor_countries AS actors, recipient_countries AS recipients,
        row_number() OVER (PARTITION BY told ORDER BY id <> told, published, key, id) AS place
    FROM reports
    WHERE day IS NOT NULL AND len(auxiliary) = 0
        AND ($since::DATE IS NULL OR day >= $since) AND ($until::DATE IS NULL OR day <= $until)
        AND ($one::VARCHAR IS NULL
            OR list_contains(actor_countries || recipient_countries, $one)
            AND list_contains(actor_countries || recipient_countries, $other))
), sides AS (
    SELECT day, unnest(actors) AS actor, actors, recipients, event, quad, score, told
    FROM told WHERE place = 1
), pairs AS (
    SELECT day AS date, actor, unnest(CASE WHEN len(recipients) > 0 THEN recipients ELSE actors END) AS recipient,
        event, quad, score, told AS id
    FROM sides
)
SELECT * FROM pairs
WHERE actor <> recipient
    AND ($one::VARCHAR IS NULL OR actor = $one AND recipient = $other OR actor = $other AND recipient = $one)
ORDER BY date, id, actor, recipient
