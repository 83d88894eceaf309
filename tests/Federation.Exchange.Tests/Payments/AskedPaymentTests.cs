using Federation.Exchange.V1;
using Federation.Testing;

namespace Federation.Exchange.Tests;

/// <summary>What a quote or an authorization shares with a payment by name, its payment has.</summary>
public sealed class AskedPaymentTests
{
    [Fact]
    public void Quotes_GiveEachOfTheirFieldsToThePayment() =>
        Assert.Empty(SharedFields.ProblemsOf<CreateQuoteRequest, PayRequest>(AskedPayment.Of));

    [Fact]
    public void Authorizations_GiveEachOfTheirFieldsToThePayment() =>
        Assert.Empty(SharedFields.ProblemsOf<AuthorizeRequest, PayRequest>(AskedPayment.Of, "lifetime"));
}
