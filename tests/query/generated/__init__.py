"""Operations made at random: selections that hypothesis-graphql draws from the SDL, arguments that
ask about records there are (questions) or whatever the SDL allows (wild), in all of GraphQL's forms
(forms); and which of the language's parts they reach (reach)."""
