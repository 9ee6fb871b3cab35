-- What a query sees: the latest reading of each dispatch (of those that came in until `as_of`), and what belongs to it.
-- kept_* are the Delta tables with every row ever written; moment() is `as_of`, or the end of time.

-- Which reading of a dispatch is shown: the one that came in last.
CREATE TABLE shown AS
SELECT key, batch FROM kept_dispatches
WHERE read_at <= moment()
QUALIFY row_number() OVER (PARTITION BY key ORDER BY read_at DESC, batch DESC) = 1;

CREATE VIEW dispatches AS SELECT * FROM kept_dispatches SEMI JOIN shown USING (key, batch);
CREATE VIEW records AS SELECT * FROM kept_records SEMI JOIN shown USING (key, batch);
CREATE VIEW attributions AS SELECT * FROM kept_attributions SEMI JOIN shown USING (key, batch);
CREATE VIEW findings AS SELECT * FROM kept_findings SEMI JOIN shown USING (key, batch);

-- Every reading that was ever acknowledged, older ones beside the one that is shown.
CREATE VIEW readings AS SELECT * FROM kept_dispatches WHERE read_at <= moment();

CREATE VIEW judgements AS SELECT * FROM kept_judgements WHERE judged_at <= moment();

-- The last word on each record: which event it tells of. None means one of its own.
CREATE TABLE judged AS
SELECT record, event, probability FROM (
    SELECT record, kind, event, probability, judged_at, id FROM kept_judgements
    WHERE judged_at <= moment() AND kind IN ('same-event', 'own-event')
    QUALIFY row_number() OVER (PARTITION BY record ORDER BY judged_at DESC, id DESC) = 1
) WHERE kind = 'same-event';

-- Every record with the event that it tells of. Printed in the same words by two outlets, a record has one id:
-- it is one event without anybody's word.
CREATE VIEW reports AS
SELECT coalesce(judged.event, records.id) AS told, records.*
FROM records LEFT JOIN judged ON judged.record = records.id;

-- Whose words a dispatch prints: the outlet of the dispatch that it reprints, else its own.
CREATE VIEW origins AS
SELECT dispatches.key, coalesce(original.outlet, original.key, dispatches.outlet, dispatches.key) AS origin
FROM dispatches
LEFT JOIN (
    SELECT key, arg_max(event, (judged_at, id)) AS of FROM judgements WHERE kind = 'reprint' GROUP BY key
) AS reprint ON reprint.key = dispatches.key
LEFT JOIN dispatches AS original ON original.key = reprint.of;

CREATE VIEW events AS
SELECT
    told AS id,
    count(*) AS reports,
    list(id ORDER BY published, key, id) AS records,
    list(DISTINCT outlet ORDER BY outlet) FILTER (outlet IS NOT NULL) AS outlets,
    count(DISTINCT origin) AS independent,
    max(probability) AS probability,
    unnest(arg_min(
        {'event': event, 'mode': mode, 'quad': quad, 'score': score, 'context': context, 'auxiliary': auxiliary,
         'actor_countries': actor_countries, 'recipient_countries': recipient_countries,
         'day': day, 'date_start': date_start, 'date_end': date_end},
        (id <> told, published, key, id)
    ))
FROM reports LEFT JOIN origins USING (key) GROUP BY told;
