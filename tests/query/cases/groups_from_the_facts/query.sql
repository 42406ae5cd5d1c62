-- Payment groups (planned anew for each set of values)
SELECT t.k0, t.k1, t.a0, CAST(t.a1 AS TEXT) AS a1, x4.code AS c4, x4.name AS c5 
FROM (SELECT g.k0 AS k0, g.k1 AS k1, g.a0 AS a0, g.a1 AS a1 
FROM (SELECT m.k0 AS k0, m.k1 AS k1, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT b.agency_code AS k0, CAST(date_trunc('quarter', b.voucher_on) AS DATE) AS k1, b.paid AS v0 
FROM payment AS b 
WHERE b.is_agri_pooled = $1::BOOLEAN AND b.city_code = $2::INTEGER) AS m GROUP BY m.k0, m.k1) AS g 
WHERE true ORDER BY g.a0 DESC NULLS LAST, g.k0 ASC NULLS LAST, g.k1 ASC NULLS LAST 
 LIMIT $3::BIGINT + 1) AS t LEFT OUTER JOIN agency AS x4 ON x4.code = t.k0 ORDER BY t.a0 DESC NULLS LAST, t.k0 ASC NULLS LAST, t.k1 ASC NULLS LAST
-- $1 = True
-- $2 = region('440200')
-- $3 = size(3)
