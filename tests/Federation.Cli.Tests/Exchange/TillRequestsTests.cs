using Federation.Exchange.V1;
using Federation.Testing;

namespace Federation.Cli.Tests;

/// <summary>What a payment shares with a quote or an authorization by name, they have.</summary>
public sealed class TillRequestsTests
{
    [Fact]
    public void Payments_GiveEachOfTheirFieldsToTheQuote() =>
        Assert.Empty(
            SharedFields.ProblemsOf<PayRequest,
            CreateQuoteRequest>(TillRequests.QuoteOf, "external_reference", "quote"));

    [Fact]
    public void Payments_GiveEachOfTheirFieldsToTheAuthorization() =>
        Assert.Empty(SharedFields.ProblemsOf<PayRequest, AuthorizeRequest>(TillRequests.AuthorizationOf));
}
