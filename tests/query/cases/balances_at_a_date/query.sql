-- AccountBalance groups (planned anew for each set of values)
SELECT t.k0, t.a0, CAST(t.a1 AS TEXT) AS a1, t.a2 
FROM (SELECT g.k0 AS k0, g.a0 AS a0, g.a1 AS a1, g.a2 AS a2 
FROM (SELECT s.k0 AS k0, s.a0 AS a0, s.a1 AS a1, round(CAST(s.a1 AS NUMERIC), 40) / CAST(nullif(CAST(sum(s.a1) OVER () AS NUMERIC), 0) AS NUMERIC) AS a2 
FROM (SELECT m.k0 AS k0, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT b.city_code AS k0, b.balance AS v0 
FROM account_balance AS b 
WHERE b.as_of = $1::DATE) AS m GROUP BY m.k0) AS s) AS g 
WHERE true ORDER BY g.a1 DESC NULLS LAST, g.k0 ASC NULLS LAST 
 LIMIT $2::BIGINT) AS t ORDER BY t.a1 DESC NULLS LAST, t.k0 ASC NULLS LAST
-- $1 = datetime.date(2025, 1, 28)
-- $2 = size(None)

-- AccountBalance total (planned anew for each set of values)
SELECT CAST(t.a0 AS TEXT) AS a0 
FROM (SELECT coalesce(sum(m.v0), 0) AS a0 
FROM (SELECT b.balance AS v0 
FROM account_balance AS b 
WHERE b.as_of = $1::DATE) AS m) AS t
-- $1 = datetime.date(2025, 1, 28)
