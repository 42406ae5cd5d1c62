-- Payment groups (planned anew for each set of values)
SELECT t.k0, t.k1, t.n, t.s0, x4.code AS c4, x4.name AS c5 
FROM (SELECT g.k0 AS k0, g.k1 AS k1, g.n AS n, g.s0 AS s0 
FROM (SELECT b.agency_code AS k0, CAST(date_trunc('quarter', b.voucher_on) AS DATE) AS k1, count(*) AS n, coalesce(sum(b.paid), 0) AS s0 
FROM payment AS b 
WHERE b.is_agri_pooled = $1::BOOLEAN AND b.city_code = $2::INTEGER GROUP BY 1, 2) AS g ORDER BY g.n DESC NULLS LAST, g.k0 ASC NULLS LAST, g.k1 ASC NULLS LAST 
 LIMIT $3::BIGINT + 1) AS t LEFT OUTER JOIN agency AS x4 ON x4.code = t.k0 ORDER BY t.n DESC NULLS LAST, t.k0 ASC NULLS LAST, t.k1 ASC NULLS LAST
-- $1 = True
-- $2 = region('440200')
-- $3 = size(3)
