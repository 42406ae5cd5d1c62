// Starts GraphiQL on this hub's own endpoint.
"use strict";

const EXAMPLE = `# 财政数据中枢 · Fiscal data hub
# Ctrl-Enter 运行 run · Ctrl-Space 补全 complete · 左上角查阅架构 schema: top left

{
  regions(where: { eq: "440000" }) {
    nodes {
      code
      name
      tier
      children(first: 5) {
        totalCount
        nodes { code name }
      }
    }
  }
  sources {
    nodes { name label state lastSuccessAt }
  }
}
`;

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: new URL("graphql", document.baseURI).href }),
    defaultQuery: EXAMPLE,
    defaultEditorToolsVisibility: true,
  }),
);
