using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Testing;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using static Federation.Ledger.Tests.RpcFixture;
using ProtoLeg = Federation.Ledger.Internal.V1.Leg;

namespace Federation.Ledger.Tests;

/// <summary>Payments that the exchange sets aside, captures in parts and releases, and conversions that it undoes; on
/// each database.</summary>
public sealed class RpcPaymentHoldTests
{
    /// <summary>One coin of aster's becomes ten of birch's: 95 paid, 90 asked, 2 of fee.</summary>
    private static readonly PaymentLeg OneForTen = new("ann", 1, 10, 95, 9, 2);

    private static readonly Caller ExchangeForAster =
        ExchangeForBirch with { Principal = Principal.Parse("partners/aster") };

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Hold_OfTwoWallets_IsCapturedInPartsAndReleased(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = await RichAsync(books);
        var request = HoldOf(ann, new("ann", 60, 60, 10, 9, 30), new("ann.birch", 20, 20, 0, 0, 0));
        request.Lifetime = Duration.FromTimeSpan(TimeSpan.FromHours(1));
        request.ExternalReference = "order 7";

        var hold = await PostAsync(books, request);
        Assert.True((await books.PostingAsync(ExchangeForBirch, (s, c) => s.Post(request, c))).Replayed);
        Assert.Equal((JournalKind.Hold, Start.AddHours(1), 4),
            (hold.Kind, hold.HoldExpireTime.ToDateTimeOffset(), hold.Entries.Count));
        Assert.Equal("Open 0", await StateOfAsync(books, hold));
        Assert.Equal("100 40 60: 60 0 0 60 Open order 7", await ViewAsync(books, ann, "aster", Aster));
        Assert.Equal("50 30 20: 20 0 0 20 Open order 7", await ViewAsync(books, ann, "birch", Birch));

        var part = CaptureOf(hold, units: 39, before: 0, keeps: true);
        var captured = await PostAsync(books, part);
        Assert.Equal((hold.Name, JournalKind.Exchange), (captured.Corrects, captured.Kind));
        Assert.True((await books.PostingAsync(ExchangeForBirch, (s, c) => s.Post(part, c))).Replayed);
        Assert.Equal("Open 39", await StateOfAsync(books, hold));
        Assert.Equal("61 40 21: 60 39 0 21 Open order 7", await ViewAsync(books, ann, "aster", Aster));
        Assert.Equal("50 30 20: 20 0 0 20 Open order 7", await ViewAsync(books, ann, "birch", Birch));

        // Another part came first: not remembered, so the same request is taken once it is right.
        var next = CaptureOf(hold, units: 1, before: 38, keeps: true);
        await AssertRefusedAsync(ErrorReason.Contended, PostAsync(books, next));
        next.CapturedBeforeUnits = 39;
        await PostAsync(books, next);
        await AssertRefusedAsync(ErrorReason.CaptureExceedsHold, PostAsync(
            books, CaptureOf(hold, units: 41, before: 40, keeps: true)));
        Assert.Equal(4, (await PostAsync(books, ReleaseOf(hold))).Entries.Count);
        Assert.Equal("Closed 40", await StateOfAsync(books, hold));
        Assert.Equal("60 60 0", await ViewAsync(books, ann, "aster", Aster));
        Assert.Equal("50 50 0", await ViewAsync(books, ann, "birch", Birch));
        await AssertRefusedAsync(ErrorReason.HoldClosed, PostAsync(
            books, CaptureOf(hold, units: 1, before: 40, keeps: true)));
        await AssertRefusedAsync(ErrorReason.HoldClosed, PostAsync(books, ReleaseOf(hold)));

        // A part of the first capture is given back: what was taken last.
        var refund = new PostRefundRequest
        {
            RequestId = NewId(),
            Fingerprint = request.Fingerprint,
            Journal = captured.Name,
            Units = 20,
        };
        await books.PostingAsync(ExchangeForBirch, (s, c) => s.PostRefund(refund, c));
        Assert.Equal("80 80 0", await ViewAsync(books, ann, "aster", Aster));
        Assert.Equal("50 50 0", await ViewAsync(books, ann, "birch", Birch));
        var log = await books.PostingAsync(
            ExchangeForBirch, (s, c) =>
            s.ReadLog(new ReadLogRequest { Limit = 100, Kinds = { JournalKind.Exchange } }, c));
        Assert.Equal(
            [JournalKind.Exchange, JournalKind.Exchange, JournalKind.Refund], log.Journals.Select(j => j.Journal.Kind));
        Assert.Empty((await books.CheckAsync()).Discrepancies);
    }

    /// <summary>The wallets' coins are released by whatever comes to them, at different times; what was captured is not
    /// forgotten.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Hold_ItsTimePassed_IsReleasedWalletByWallet(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = await RichAsync(books);
        var request = HoldOf(ann, new("ann", 60, 72, 10, 8, 9), new("ann.birch", 20, 20, 0, 0, 0));
        request.Lifetime = Duration.FromTimeSpan(TimeSpan.FromHours(1));
        var hold = await PostAsync(books, request);
        await PostAsync(books, CaptureOf(hold, units: 30, before: 0, keeps: true));

        await books.AdvanceAsync(Start.AddHours(1));

        Assert.Equal("Expired 30", await StateOfAsync(books, hold));
        await books.EarnAsync(ann, 1, Aster);
        Assert.Equal("Expired 30", await StateOfAsync(books, hold));
        await books.EarnAsync(ann, 1, Birch);
        Assert.Equal("Expired 30", await StateOfAsync(books, hold));
        Assert.Equal("76 76 0", await ViewAsync(books, ann, "aster", Aster));
        await AssertRefusedAsync(ErrorReason.HoldExpired, PostAsync(
            books, CaptureOf(hold, units: 1, before: 30, keeps: true)));
        Assert.Empty((await PostAsync(books, ReleaseOf(hold))).Entries);
        Assert.Equal("Expired 30", await StateOfAsync(books, hold));
        Assert.Empty((await books.CheckAsync()).Discrepancies);
    }

    /// <summary>One coin for ten of the merchant's: the first part takes it, and the hold stays open for the
    /// others.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Hold_ItsLastCoinTaken_StaysOpenForPartsThatTakeNone(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = await RichAsync(books);
        var request = HoldOf(ann, OneForTen);
        request.Lifetime = Duration.FromTimeSpan(TimeSpan.FromHours(1));
        var (first, second) = (await PostAsync(books, request), await PostAsync(books, HoldOf(ann, OneForTen)));
        foreach (var hold in new[] { first, second })
        {
            await PostAsync(books, CaptureOf(hold, units: 1, before: 0, keeps: true));
            Assert.Equal("Open 1", await StateOfAsync(books, hold));
            var coinless = await PostAsync(books, CaptureOf(hold, units: 4, before: 1, keeps: true));
            Assert.DoesNotContain(coinless.Entries, e => e.Kind is AccountKind.Wallet or AccountKind.Held);
            Assert.Equal("Open 5", await StateOfAsync(books, hold));
        }

        await PostAsync(books, CaptureOf(second, units: 1, before: 5, keeps: false));
        Assert.Equal("Closed 6", await StateOfAsync(books, second));
        await AssertRefusedAsync(
            ErrorReason.HoldClosed, PostAsync(books, CaptureOf(second, units: 1, before: 6, keeps: true)));
        await books.AdvanceAsync(Start.AddHours(1));
        Assert.Equal("Expired 5", await StateOfAsync(books, first));
        await AssertRefusedAsync(
            ErrorReason.HoldExpired, PostAsync(books, CaptureOf(first, units: 1, before: 5, keeps: true)));
        Assert.Empty((await PostAsync(books, ReleaseOf(first))).Entries);
        Assert.Equal("Expired 5", await StateOfAsync(books, first));
        Assert.Equal("98 98 0", await ViewAsync(books, ann, "aster", Aster));
        Assert.Empty((await books.CheckAsync()).Discrepancies);
    }

    /// <summary>What took 100 units of the alliance's for each coin: the first of two parts refunded while the other
    /// stays captured.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Refund_OfOnePartOfTwo_TakesNothingFromTheAlliance(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = await RichAsync(books);
        var hold = await PostAsync(books, HoldOf(ann, new PaymentLeg("ann", 1, 3, 150, 50, 0)));
        var first = await PostAsync(books, CaptureOf(hold, units: 1, before: 0, keeps: true));
        var second = await PostAsync(books, CaptureOf(hold, units: 2, before: 1, keeps: true));
        await RefundAsync(books, first, 1);
        Assert.Equal("99 99 0", await ViewAsync(books, ann, "aster", Aster));
        await RefundAsync(books, second, 2);
        Assert.Equal("100 100 0", await ViewAsync(books, ann, "aster", Aster));
        var positions = await books.LedgerAsync(Ada, (s, c) => s.ListPositions(new ListPositionsRequest(), c));
        Assert.All(positions.Positions, p => Assert.Equal(0, p.Units));
        Assert.Empty((await books.CheckAsync()).Discrepancies);
    }

    /// <summary>A refund while the rest is open sets aside again what the rest needs; views, history and books know
    /// it.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Refund_WhileTheRestIsOpen_KeepsWhatTheRestNeeds(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = await RichAsync(books);
        var hold = await PostAsync(books, HoldOf(ann, new PaymentLeg("ann", 2, 6, 150, 50, 0)));
        var capture = await PostAsync(books, CaptureOf(hold, units: 4, before: 0, keeps: true));
        Assert.Equal("98 98 0", await ViewAsync(books, ann, "aster", Aster));
        await RefundAsync(books, capture, 2);
        Assert.Equal("99 98 1: 2 1 0 1 Open ", await ViewAsync(books, ann, "aster", Aster));
        await RefundAsync(books, capture, 2);
        Assert.Equal("100 99 1: 2 0 1 1 Open ", await ViewAsync(books, ann, "aster", Aster));
        var name = books.WalletName(ann, "aster", Aster);
        var asOf = await books.LedgerAsync(
            Aster, (s, c) => s.GetWallet(new GetWalletRequest { Name = name, AsOfTime = Start.ToTimestamp() }, c));
        Assert.Equal((100, 1), (asOf.Wallet.BalanceUnits, asOf.Wallet.HeldUnits));
        await AssertRefusedAsync(
            ErrorReason.Contended, PostAsync(books, CaptureOf(hold, units: 2, before: 4, keeps: true)));
        await PostAsync(books, CaptureOf(hold, units: 2, before: 4, keeps: true, back: 4));
        Assert.Equal("99 99 0", await ViewAsync(books, ann, "aster", Aster));
        Assert.Empty((await books.CheckAsync()).Discrepancies);
    }

    private static Task<PostRefundResponse> RefundAsync(RpcFixture books, Journal capture, long units) =>
        books.PostingAsync(ExchangeForBirch, (s, c) => s.PostRefund(
            new PostRefundRequest
            {
                RequestId = NewId(),
                Fingerprint = ByteString.CopyFrom(new byte[32]),
                Journal = capture.Name,
                Units = units
            }, c));

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Hold_OfTheExchange_IsNobodyElses(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = await RichAsync(books);
        var hold = await PostAsync(books, HoldOf(ann, new("ann", 60, 72, 10, 8, 9), new("ann.birch", 20, 20, 0, 0, 0)));
        var own = (await books.HoldAsync(ann, 10, "aster")).Journal;
        var name = HoldName(hold);

        foreach (var caller in new[] { Aster, Birch, Ada })
        {
            await AssertRefusedAsync(
                ErrorReason.HoldNotFound,
                books.LedgerAsync(caller, (s, c) => s.GetHold(new GetHoldRequest { Name = name }, c)));
            if (caller == Ada)
                continue;
            await AssertRefusedAsync(ErrorReason.HoldNotFound, books.LedgerAsync(
                caller, (s, c) => s.Capture(new CaptureRequest { RequestId = NewId(), Hold = name, Units = 1 }, c)));
            await AssertRefusedAsync(ErrorReason.HoldNotFound, books.LedgerAsync(
                caller, (s, c) => s.Release(new ReleaseRequest { RequestId = NewId(), Hold = name, All = true }, c)));
            await AssertRefusedAsync(ErrorReason.HoldNotFound, books.LedgerAsync(caller, (s, c) => s.ExtendHold(
                new ExtendHoldRequest
                {
                    RequestId = NewId(),
                    Hold = name,
                    Lifetime = Duration.FromTimeSpan(TimeSpan.FromDays(1))
                }, c)));
        }
        // Another partner's exchange, another module, and the exchange with a hold that is a partner's own.
        var capture = CaptureOf(hold, units: 1, before: 0, keeps: true);
        await AssertRefusedAsync(ErrorReason.HoldNotFound, PostAsync(books, capture, ExchangeForAster));
        await AssertRefusedAsync(
            ErrorReason.AccountKindNotAllowed, PostAsync(books, CaptureOf(hold, 1, 0, true), AccountsForBirch));
        await AssertRefusedAsync(
            ErrorReason.AccountKindNotAllowed, PostAsync(books, ReleaseOf(hold), AccountsForBirch));
        await AssertRefusedAsync(
            ErrorReason.AccountKindNotAllowed, PostAsync(books, HoldOf(ann, OneForTen), AccountsForBirch));
        await AssertRefusedAsync(ErrorReason.AccountKindNotAllowed, StateOfAsync(books, hold, AccountsForBirch));
        foreach (var other in new[] { own.Name, $"journals/{Guid.NewGuid():D}" })
        {
            await AssertRefusedAsync(ErrorReason.HoldNotFound, StateOfAsync(books, new Journal { Name = other }));
            await AssertRefusedAsync(
                ErrorReason.HoldNotFound, PostAsync(books, ReleaseOf(new Journal { Name = other })));
        }
        Assert.Equal("Open 0", await StateOfAsync(books, hold));
        Assert.Empty((await books.CheckAsync()).Discrepancies);
    }

    [Theory]
    [InlineData("partners/aster")]
    [InlineData("admins/ada")]
    public async Task Release_OfAnotherBrandsPaymentHold_IsTheExchangesToAllow(string principal)
    {
        await using var books = await StartAsync();
        var ann = await RichAsync(books);
        var hold = await PostAsync(books, HoldOf(ann, new("ann", 60, 72, 10, 8, 9), new("ann.birch", 20, 20, 0, 0, 0)));

        var released = await PostAsync(
            books, ReleaseOf(hold), ExchangeForBirch with { Principal = Principal.Parse(principal) });

        Assert.Equal((principal, hold.Name), (released.Principal, released.Corrects));
        Assert.Equal("Closed 0", await StateOfAsync(books, hold));
        Assert.Equal("100 100 0", await ViewAsync(books, ann, "aster", Aster));
        Assert.Empty((await books.CheckAsync()).Discrepancies);
    }

    [Fact]
    public async Task Post_OfAHoldMalformed_IsRefused()
    {
        await using var books = await StartAsync();
        var ann = await RichAsync(books);
        var hold = await PostAsync(books, HoldOf(ann, new PaymentLeg("ann", 60, 72, 10, 8, 9)));
        async Task RefusesAsync(PostRequest request, Action<PostRequest> change)
        {
            change(request);
            await AssertRefusedAsync(ErrorReason.FieldInvalid, PostAsync(books, request));
        }

        PostRequest Holding() => HoldOf(ann, OneForTen);
        PostRequest Capturing() => CaptureOf(hold, 1, 0, true);
        await RefusesAsync(Holding(), r => r.Legs[0].Units = 1);
        await RefusesAsync(Holding(), r => r.Legs.Clear());
        await RefusesAsync(Holding(), r => r.Legs.Add(r.Legs[0].Clone()));
        await RefusesAsync(
            Holding(), r => r.Legs.Add(new ProtoLeg { Kind = AccountKind.Redeemed, Asset = "birch", Units = 1 }));
        await RefusesAsync(Holding(), r => r.Hold = hold.Name);
        await RefusesAsync(Holding(), r => r.Lifetime = new Duration { Seconds = 59 });
        await RefusesAsync(Holding(), r => r.Lifetime = new Duration { Seconds = (90 * 86_400) + 1 });
        await RefusesAsync(ReleaseOf(hold), r => r.Hold = "");
        await RefusesAsync(ReleaseOf(hold), r => r.Hold = "holds/1");
        await RefusesAsync(ReleaseOf(hold), r => r.Legs.AddRange(RpcPostingTests.Exchange(ann).Legs));
        await RefusesAsync(ReleaseOf(hold), r => r.CaptureUnits = 1);
        await RefusesAsync(Holding(), r => r.CaptureUnits = 1);
        await RefusesAsync(Capturing(), r => r.CaptureUnits = 0);
        await RefusesAsync(Capturing(), r => r.CaptureUnits = -1);
        await RefusesAsync(Capturing(), r => r.Consumes.Add(new Internal.V1.Consumption { Key = "code" }));
        await RefusesAsync(Capturing(), r => r.Legs.AddRange(RpcPostingTests.Exchange(ann).Legs));
        // What was agreed must be there, fit what is set aside, and leave the alliance its fee.
        await RefusesAsync(Holding(), r => r.Detail = null);
        await RefusesAsync(Holding(), r => r.Detail = Any.Pack(new StringValue { Value = "detail" }));
        await RefusesAsync(Holding(), r => r.Legs[0].Units = -2);
        await RefusesAsync(Holding(), r => r.Legs[0].Asset = "birch");
        await RefusesAsync(
            Holding(), r => r.Detail = PaymentLeg.DetailOf([OneForTen, new("ann.birch", 1, 1, 0, 0, 0)]));
        await RefusesAsync(Holding(), r => r.Detail = PaymentLeg.DetailOf([OneForTen with { Fee = 11 }]));
        await RefusesAsync(Holding(), r => r.Detail = PaymentLeg.DetailOf([OneForTen with { On = 11, Fee = 0 }]));
        await RefusesAsync(Holding(), r => r.Detail = PaymentLeg.DetailOf([OneForTen with { Gives = 0 }]));
        await RefusesAsync(HoldOf(ann, new PaymentLeg("ann.birch", 1, 2, 0, 0, 0)), _ => { });
        await RefusesAsync(HoldOf(ann, OneForTen, new PaymentLeg("ann.birch", 1, 1, 0, 0, 0)),
            r => r.Legs[1].MemberId = $"{books.NewMember():D}");
        // Nobody gives rounding away.
        var payment = RpcPostingTests.Exchange(ann);
        payment.Legs.Single(l => l.Kind == AccountKind.Rounding).Units = -1;
        await AssertRefusedAsync(ErrorReason.AccountKindNotAllowed, PostAsync(books, payment));
        Assert.Empty((await books.CheckAsync()).Discrepancies);
    }

    [Fact]
    public async Task Post_PlannedFromWalletsThatChanged_IsNotRemembered()
    {
        await using var books = await StartAsync();
        var ann = await RichAsync(books);
        var hold = HoldOf(ann, new PaymentLeg("ann", 101, 101, 1, 1, 0));
        hold.Planned = true;
        var capped = HoldOf(ann, new PaymentLeg("ann", 10, 10, 1, 1, 0));
        capped.Planned = true;
        capped.Legs[0].DailyCapUnits = 9;
        var payment = RpcPostingTests.Exchange(ann, scale: 11);
        payment.Planned = true;

        foreach (var request in new[] { hold, capped, payment })
            await AssertRefusedAsync(ErrorReason.Contended, PostAsync(books, request));
        await books.EarnAsync(ann, 120, Aster);
        await PostAsync(books, hold);
        capped.Legs[0].DailyCapUnits = 10;
        await PostAsync(books, capped);
        Assert.False(
            (await books.PostingAsync(ExchangeForBirch, (s, c) => s.Post(RpcPostingTests.Exchange(ann), c))).Replayed);
        await AssertRefusedAsync(ErrorReason.Contended, PostAsync(books, payment));
        Assert.Empty((await books.CheckAsync()).Discrepancies);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task PostReverse_OfAConversion_IsTheExchangesWhileItsCoinsAreThere(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = await RichAsync(books);
        var (first, second) = (await PostAsync(books, ConversionOf(ann)), await PostAsync(books, ConversionOf(ann)));
        Assert.Equal(("80 80 0", "60 60 0"),
            (await ViewAsync(books, ann, "aster", Aster), await ViewAsync(books, ann, "birch", Birch)));
        var earned = (await books.EarnAsync(ann, 1, Aster)).Journal;
        var payment = await PostAsync(books, RpcPostingTests.Exchange(ann));
        Task<PostReverseResponse> ReverseAsync(PostReverseRequest request, Caller? caller = null) =>
            books.PostingAsync(caller ?? ExchangeForBirch, (s, c) => s.PostReverse(request, c));

        await AssertRefusedAsync(ErrorReason.AccountKindNotAllowed, ReverseAsync(ReverseOf(first), AccountsForBirch));
        await AssertRefusedAsync(ErrorReason.NotReversible, ReverseAsync(ReverseOf(earned)));
        await AssertRefusedAsync(ErrorReason.JournalNotFound,
            ReverseAsync(ReverseOf(new Journal { Name = $"journals/{Guid.NewGuid():D}" })));
        var refused = ReverseOf(first);
        refused.Refusal = new RefusedOutcome { Reason = "COOLING_OFF_PASSED", Message = "No." };
        await AssertRefusedAsync(ErrorReason.CoolingOffPassed, ReverseAsync(refused));
        refused.Refusal = null;
        await AssertRefusedAsync(ErrorReason.CoolingOffPassed, ReverseAsync(refused));

        var request = ReverseOf(first);
        var reversed = (await ReverseAsync(request)).Journal;
        Assert.Equal((first.Name, JournalKind.Reverse), (reversed.Corrects, reversed.Kind));
        Assert.True((await ReverseAsync(request)).Replayed);
        await AssertRefusedAsync(ErrorReason.AlreadyUndone, ReverseAsync(ReverseOf(first)));
        // Of the 55 that are left all but 4 are spent.
        await books.LedgerAsync(Birch, (s, c) => s.Redeem(books.RedeemOf(ann, 51, Birch), c));
        await AssertRefusedAsync(ErrorReason.AlreadySpent, ReverseAsync(ReverseOf(second)));
        Assert.Equal("5", (await ReverseAsync(ReverseOf(payment))).Journal.Entries.Single(
            e => e.Kind == AccountKind.ExchangedIn).Units.ToString(
            System.Globalization.CultureInfo.InvariantCulture));
        Assert.Empty((await books.CheckAsync()).Discrepancies);
    }

    /// <summary>A member with 100 of aster's coins and 50 of birch's.</summary>
    private static async Task<Guid> RichAsync(RpcFixture books)
    {
        var ann = books.NewMember();
        await books.EarnAsync(ann, 100, Aster);
        await books.EarnAsync(ann, 50, Birch);
        return ann;
    }

    private static async Task<Journal> PostAsync(RpcFixture books, PostRequest request, Caller? caller = null) =>
        (await books.PostingAsync(caller ?? ExchangeForBirch, (s, c) => s.Post(request, c))).Journal;

    private static PostRequest RequestOf(JournalKind kind) => new()
    {
        RequestId = NewId(),
        Kind = kind,
        Fingerprint = ByteString.CopyFrom(new byte[32]),
        Detail = Any.Pack(new StringValue { Value = "detail" }),
    };

    private static PostRequest HoldOf(Guid member, params PaymentLeg[] terms)
    {
        var request = RequestOf(JournalKind.Hold);
        request.Detail = PaymentLeg.DetailOf(terms);
        request.Legs.AddRange(terms.Select(t => new ProtoLeg
        {
            Kind = AccountKind.Wallet,
            Asset = ExchangeLegs.Coin(t.Wallet),
            Units = -t.Paid,
            MemberId = $"{member:D}",
        }));
        return request;
    }

    private static PostRequest ReleaseOf(Journal hold)
    {
        var request = RequestOf(JournalKind.Release);
        request.Hold = hold.Name;
        return request;
    }

    private static PostRequest CaptureOf(Journal hold, long units, long before, bool keeps, long back = 0)
    {
        var request = RequestOf(JournalKind.Exchange);
        (request.Hold, request.CaptureUnits, request.KeepsRest) = (hold.Name, units, keeps);
        (request.CapturedBeforeUnits, request.RefundedBeforeUnits) = (before, back);
        return request;
    }

    /// <summary>10 of aster's become 5 of birch's, which the member keeps.</summary>
    private static PostRequest ConversionOf(Guid member)
    {
        var request = RpcPostingTests.Exchange(member);
        request.Legs[3] = new ProtoLeg
        {
            Kind = AccountKind.Wallet,
            Asset = "birch",
            Units = 5,
            MemberId = $"{member:D}"
        };
        return request;
    }

    private static PostReverseRequest ReverseOf(Journal journal) =>
        new() { RequestId = NewId(), Fingerprint = ByteString.CopyFrom(new byte[32]), Journal = journal.Name };

    private static async Task<string> StateOfAsync(RpcFixture books, Journal hold, Caller? caller = null)
    {
        var found = await books.PostingAsync(
            caller ?? ExchangeForBirch, (s, c) =>
            s.GetPaymentHold(new GetPaymentHoldRequest { Journal = hold.Name }, c));
        return $"{found.State} {found.CapturedUnits}";
    }

    /// <summary>Balance, available and held; then of each open hold what it set aside in this wallet, captured,
    /// released and remaining.</summary>
    private static async Task<string> ViewAsync(RpcFixture books, Guid member, string coin, Caller caller)
    {
        var name = books.WalletName(member, coin, caller);
        var wallet =
            (await books.LedgerAsync(caller, (s, c) => s.GetWallet(new GetWalletRequest { Name = name }, c))).Wallet;
        var listed =
            (await books.LedgerAsync(caller, (s, c) => s.ListHolds(new ListHoldsRequest { Parent = name }, c))).Holds;
        Assert.Equal(wallet.Holds, listed);
        var holds = wallet.Holds.Select(
            h => $": {h.Units} {h.CapturedUnits} {h.ReleasedUnits} {h.RemainingUnits} {h.State} {h.ExternalReference}");
        return $"{wallet.BalanceUnits} {wallet.AvailableUnits} {wallet.HeldUnits}{string.Concat(holds)}";
    }
}
