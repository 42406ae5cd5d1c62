// PostGraphile over the hub's database, as its documentation has it for production: one worker, one
// pool, prepared statements, no explain, no GraphiQL. The hub has no foreign keys between facts, so
// the three links of a payment are told by smart tags; classes and totals come from two views.
import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { jsonPgSmartTags } from "postgraphile/utils";
import { PostGraphileConnectionFilterPreset } from "postgraphile-plugin-connection-filter";
import { PgSimplifyInflectionPreset } from "@graphile/simplify-inflection";
import { PgAggregatesPreset } from "@graphile/pg-aggregates";

const links = jsonPgSmartTags({
  version: 1,
  config: {
    class: {
      "public.payment": {
        tags: {
          behavior: ["+orderBy", "+filterBy"],
          foreignKey: [
            "(agency_code) references public.agency (code)|@fieldName agency",
            "(home_code, region_code, project_code) references public.project " +
              "(home_code, region_code, project_code)|@fieldName project|@foreignFieldName payments",
            "(budget_type, fiscal_year, function) references bench.function_code " +
              "(budget_type, year, code)|@fieldName functionCode",
          ],
        },
      },
      "public.project": { tags: { behavior: ["+orderBy", "+filterBy"] } },
      "bench.function_code": { tags: { primaryKey: "budget_type,year,code" } },
      "bench.function_class": { tags: { primaryKey: "code" } },
      "bench.class_total": {
        tags: {
          primaryKey: "region_code,fiscal_year,class",
          behavior: ["+orderBy", "+filterBy"],
          foreignKey: [
            "(region_code) references public.region (code)|@fieldName region",
            "(class) references bench.function_class (code)|@fieldName functionClass",
          ],
        },
      },
    },
  },
});

const preset = {
  extends: [
    PostGraphileAmberPreset,
    PgSimplifyInflectionPreset,
    PgAggregatesPreset,
    PostGraphileConnectionFilterPreset,
  ],
  plugins: [links],
  disablePlugins: ["PgIndexBehaviorsPlugin"],
  pgServices: [
    makePgService({
      connectionString: process.env.DATABASE_URL,
      schemas: ["public", "bench"],
      pubsub: false,
      poolConfig: { max: Number(process.env.POOL) },
    }),
  ],
  grafserv: { graphqlPath: "/graphql", graphiql: false, watch: false, websockets: false },
  grafast: { explain: false },
};

const server = createServer({ keepAliveTimeout: 120_000, requestTimeout: 0 });
server.on("error", (error) => {
  console.error(error);
  process.exit(1);
});
await postgraphile(preset).createServ(grafserv).addTo(server);
server.listen(Number(process.env.PORT), "127.0.0.1", () => {
  console.log(`ready http://127.0.0.1:${server.address().port}`);
});
process.on("SIGTERM", () => process.exit(0));
