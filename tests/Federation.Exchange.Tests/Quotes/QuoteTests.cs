using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Exchange.Tests;

public sealed class QuoteTests
{
    private static readonly Call Birch = Call.Of("/exchange", "partners/birch");

    [Fact]
    public async Task Quote_Used_MovesItsAmountsWhateverBoardIsInForce()
    {
        await using var module = await Module.StartAsync();
        await module.PublishAsync();
        var quote = (await module.Exchanges.CreateQuote(Ask("aster", 500), Birch)).Quote;
        await module.PublishAsync(fee: 900);

        var paid = (await module.Exchanges.Pay(PayBy(quote), Birch)).Exchange;

        Assert.Equal(
            (Given.Now.ToTimestamp(), Given.Now.AddSeconds(60).ToTimestamp()), (quote.CreateTime, quote.ExpireTime));
        Assert.Equal(
            (Given.Amount("aster", 500), Given.Amount("birch", 891)), (quote.Detail.Paid, quote.Detail.Redeemed));
        Assert.Equal(quote.Detail, paid.Detail);
        Assert.Equal(quote.Member, paid.Member);
    }

    [Fact]
    public async Task Quote_UsedTwice_IsRefusedAndARetryIsNot()
    {
        await using var module = await Module.StartAsync();
        await module.PublishAsync();
        var quote = (await module.Exchanges.CreateQuote(Ask("aster", 500), Birch)).Quote;
        var payment = PayBy(quote);
        var first = await module.Exchanges.Pay(payment, Birch);
        module.Books.Now += TimeSpan.FromHours(1);

        var again = await module.Exchanges.Pay(payment, Birch);

        Assert.True(again.Replayed);
        Assert.Equal(first.Exchange, again.Exchange);
        module.Books.Now = Given.Now;
        Assert.Equal(ErrorReason.QuoteUsed, await Refusals.ReasonAsync(module.Exchanges.Pay(PayBy(quote), Birch)));
        Assert.Single(module.Books.Journals);
    }

    [Fact]
    public async Task Quote_WhosePlaceCannotBeGivenBack_HasPaidAllTheSame()
    {
        var fault = new InvalidOperationException("locked");
        await using var module = await Module.StartAsync(new FailingStatements("= NULL", 1, fault));
        await module.PublishAsync();
        var quote = (await module.Exchanges.CreateQuote(Ask("aster", 500), Birch)).Quote;

        await module.Exchanges.Pay(PayBy(quote), Birch);

        Assert.Contains("locked", Assert.Single(module.Log.Of("QuoteNotClosed")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quote_AskedForTwice_IsOneQuote()
    {
        await using var module = await Module.StartAsync();
        await module.PublishAsync();
        var request = Ask("aster", 500);
        var first = await module.Exchanges.CreateQuote(request, Birch);
        await module.PublishAsync(fee: 900);

        var second = await module.Exchanges.CreateQuote(request, Birch);
        request.Pay.Units++;

        Assert.False(first.Replayed);
        Assert.True(second.Replayed);
        Assert.Equal(first.Quote, second.Quote);
        Assert.Equal(
            ErrorReason.RequestIdReused, await Refusals.ReasonAsync(module.Exchanges.CreateQuote(request, Birch)));
    }

    [Theory]
    [InlineData(59, null)]
    [InlineData(60, ErrorReason.QuoteExpired)]
    public async Task Quote_BindsUntilItsTime(int seconds, ErrorReason? refused)
    {
        await using var module = await Module.StartAsync();
        await module.PublishAsync();
        var quote = (await module.Exchanges.CreateQuote(Ask("aster", 500), Birch)).Quote;
        module.Books.Now += TimeSpan.FromSeconds(seconds);

        Assert.Equal(
            refused ?? ErrorReason.Unspecified, await Refusals.ReasonAsync(module.Exchanges.Pay(PayBy(quote), Birch)));
    }

    [Fact]
    public async Task Quote_OfAnotherBrandMemberOrTill_IsRefused()
    {
        await using var module = await Module.StartAsync();
        await module.PublishAsync();
        var quote = (await module.Exchanges.CreateQuote(Ask("aster", 500), Birch)).Quote;
        var atCedar = PayBy(quote);
        atCedar.Merchant = Given.Merchant("cedar");
        var unknown = PayBy(quote);
        unknown.Quote = "quotes/" + Module.NewId();

        Assert.Equal(ErrorReason.QuoteNotFound,
            await Refusals.ReasonAsync(module.Exchanges.Pay(atCedar, Call.Of("/exchange", "partners/cedar"))));
        Assert.Equal(ErrorReason.QuoteNotFound, await Refusals.ReasonAsync(module.Exchanges.Pay(unknown, Birch)));
        module.Consent.MemberId = Given.Names.NewId(Given.Now.AddMilliseconds(1)).ToString();
        Assert.Equal(ErrorReason.QuoteMismatch, await Refusals.ReasonAsync(module.Exchanges.Pay(PayBy(quote), Birch)));
    }

    [Fact]
    public async Task Quotes_OfOneMember_AreFewUntilTheyAreUsedOrExpire()
    {
        await using var module = await Module.StartAsync();
        await module.PublishAsync();
        var all = new List<CreateQuoteResponse>();
        for (var i = 0; i < module.Rules.OpenQuotesPerMerchant; i++)
            all.Add(await module.Exchanges.CreateQuote(Ask("aster", 500), Birch));

        Assert.Equal(ErrorReason.QuotesExhausted,
            await Refusals.ReasonAsync(module.Exchanges.CreateQuote(Ask("aster", 1), Birch)));
        await module.Exchanges.Pay(PayBy(all[0].Quote), Birch);
        await module.Exchanges.CreateQuote(Ask("aster", 5), Birch);
        Assert.Equal(ErrorReason.QuotesExhausted,
            await Refusals.ReasonAsync(module.Exchanges.CreateQuote(Ask("aster", 5), Birch)));
        module.Books.Now += module.Rules.QuoteLifetime;
        await module.Exchanges.CreateQuote(Ask("aster", 5), Birch);
    }

    [Theory]
    [InlineData(true, "advance the clock")]
    [InlineData(false, "wait until one expires")]
    public async Task Quotes_Exhausted_SaysWhatToDoAndWhen_AndLeavesOtherTillsTheirs(bool sandbox, string way)
    {
        await using var module = await Module.StartAsync();
        await module.PublishAsync();
        for (var i = 0; i < module.Rules.OpenQuotesPerMerchant; i++)
            await module.Exchanges.CreateQuote(Ask("aster", 500), Birch);
        module.Books.Now += TimeSpan.FromSeconds(20);
        module.Deployment.Sandbox = sandbox;

        var refused = await Assert.ThrowsAsync<Hosting.RefusalException>(
            () => module.Exchanges.CreateQuote(Ask("aster", 1), Birch));

        Assert.Equal((ErrorReason.QuotesExhausted, TimeSpan.FromSeconds(40)),
            (refused.Refusal.Reason, refused.Refusal.RetryDelay));
        Assert.Contains(way, refused.Refusal.Message, StringComparison.Ordinal);
        var atCedar = Ask("aster", 500);
        (atCedar.Merchant, atCedar.Member) = (Given.Merchant("cedar"), Given.Names.NameFor("cedar", Given.Ann));
        await module.Exchanges.CreateQuote(atCedar, Call.Of("/exchange", "partners/cedar"));
    }

    [Fact]
    public async Task Quotes_OfOneMemberWithAllBrands_HaveABoundToo()
    {
        await using var module = await Module.StartAsync();
        (module.Rules.OpenQuotesPerMember, module.Rules.OpenQuotesPerMerchant) = (3, 2);
        await module.PublishAsync();
        foreach (var brand in (string[])["birch", "cedar", "dune"])
        {
            var ask = Ask("aster", 500);
            (ask.Merchant, ask.Member) = (Given.Merchant(brand), Given.Names.NameFor(brand, Given.Ann));
            await module.Exchanges.CreateQuote(ask, Call.Of("/exchange", "partners/" + brand));
        }
        Assert.Equal(ErrorReason.QuotesExhausted,
            await Refusals.ReasonAsync(module.Exchanges.CreateQuote(Ask("aster", 1), Birch)));
    }

    [Fact]
    public async Task Sweep_ThatFails_IsLoggedAndTriedAgain()
    {
        await using var module = await Module.StartAsync(
            new FailingStatements("DELETE", 1, new InvalidOperationException("locked")));
        await module.SweepQuotesAsync();
        Assert.Contains("quotes", Assert.Single(module.Log.Of("SweepFailed")), StringComparison.Ordinal);

        await module.SweepQuotesAsync();
        Assert.Single(module.Log.Of("SweepFailed"));
    }

    [Fact]
    public async Task Quotes_OfAMemberThatNeverAsksAgain_AreDeletedAWeekAfterTheyExpired()
    {
        await using var module = await Module.StartAsync();
        await module.PublishAsync();
        var silent = (await module.Exchanges.CreateQuote(Ask("aster", 500), Birch)).Quote;
        var expired = Given.Now + module.Rules.QuoteLifetime;
        module.Books.Now = expired + QuoteSweep.Retention;
        await module.SweepQuotesAsync();
        Assert.Equal(ErrorReason.QuoteExpired, await Refusals.ReasonAsync(module.Exchanges.Pay(PayBy(silent), Birch)));

        module.Books.Now += TimeSpan.FromMicroseconds(1);
        // Many: more than one step of the sweep deletes.
        module.Db.Quotes.AddRange(Enumerable.Range(0, 1203).Select(i => new QuoteRecord
        {
            Id = Guid.NewGuid(),
            Fingerprint = [],
            MerchantPartnerId = "birch",
            MemberId = Guid.NewGuid(),
            Detail = [],
            CreateTime = Given.Now.AddDays(-i),
            ExpireTime = Given.Now.AddDays(-i),
        }));
        await module.Db.SaveChangesAsync(TestContext.Current.CancellationToken);
        var open = (await module.Exchanges.CreateQuote(Ask("cedar", 500), Birch)).Quote;
        await module.SweepQuotesAsync();
        module.Db.ChangeTracker.Clear();
        Assert.Equal(open.Name, QuoteNames.Of(Assert.Single(module.Db.Quotes.ToList()).Id));
    }

    [Fact]
    public async Task Quote_ForWhatPayWouldRefuse_IsRefused()
    {
        await using var module = await Module.StartAsync();
        Assert.Equal(ErrorReason.NoBoardInForce,
            await Refusals.ReasonAsync(module.Exchanges.CreateQuote(Ask("aster", 500), Birch)));
        await module.PublishAsync();
        module.Consent = new ResolveSpendingResponse { MemberId = Given.Ann.ToString(), MerchantLinked = true };
        Assert.Equal(ErrorReason.ConsentMissing,
            await Refusals.ReasonAsync(module.Exchanges.CreateQuote(Ask("aster", 500), Birch)));
        Assert.Empty(module.Books.Journals);
    }

    private static CreateQuoteRequest Ask(string source, long units) => new()
    {
        RequestId = Module.NewId(),
        Merchant = Given.Merchant("birch"),
        Member = Given.Names.NameFor("birch", Given.Ann),
        Pay = Given.Amount(source, units),
    };

    private static PayRequest PayBy(Quote quote) => new()
    {
        RequestId = Module.NewId(),
        Merchant = Given.Merchant("birch"),
        Member = Given.Names.NameFor("birch", Given.Ann),
        Quote = quote.Name,
    };
}
