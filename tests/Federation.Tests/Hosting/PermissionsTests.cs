using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Testing;
using Google.Protobuf.Reflection;

namespace Federation.Tests;

public sealed class PermissionsTests
{
    internal static readonly FileDescriptor[] Files =
    [
        Accounts.V1.MemberServiceReflection.Descriptor, Accounts.Internal.V1.ConsentServiceReflection.Descriptor,
        Accounts.Internal.V1.MembershipServiceReflection.Descriptor,
        Gateway.V1.RequestServiceReflection.Descriptor, Gateway.V1.TaskServiceReflection.Descriptor,
        Exchange.V1.BoardServiceReflection.Descriptor, Exchange.V1.ExchangeServiceReflection.Descriptor,
        Identity.Internal.V1.ClientServiceReflection.Descriptor,
        Ledger.V1.AdjustmentServiceReflection.Descriptor,
        Ledger.V1.LedgerServiceReflection.Descriptor, Ledger.V1.ClockServiceReflection.Descriptor,
        Ledger.Internal.V1.PostingServiceReflection.Descriptor,
        Partners.V1.PartnerServiceReflection.Descriptor, Partners.V1.CoinServiceReflection.Descriptor,
        Partners.V1.MerchantServiceReflection.Descriptor, Partners.V1.CredentialServiceReflection.Descriptor,
        Partners.Internal.V1.DirectoryServiceReflection.Descriptor, Programs.V1.ProgramServiceReflection.Descriptor,
        Programs.V1.CheckoutServiceReflection.Descriptor, Programs.V1.CouponServiceReflection.Descriptor,
        Programs.V1.EventServiceReflection.Descriptor, Programs.V1.ReferralServiceReflection.Descriptor,
        Programs.Internal.V1.CouponIssueServiceReflection.Descriptor,
        Programs.Internal.V1.MemberCouponServiceReflection.Descriptor,
        Rewards.Internal.V1.TicketIssueServiceReflection.Descriptor,
        Messages.Internal.V1.ContactChangeServiceReflection.Descriptor,
        Rewards.Internal.V1.PrizeOfferServiceReflection.Descriptor,
        Identity.V1.SignInServiceReflection.Descriptor, Identity.V1.UserServiceReflection.Descriptor,
        Programs.V1.MemberProgramServiceReflection.Descriptor,
        Programs.V1.CaseServiceReflection.Descriptor,
        Programs.V1.CorrectionServiceReflection.Descriptor, Rewards.V1.RewardServiceReflection.Descriptor,
        Rewards.V1.DrawServiceReflection.Descriptor,
        Messages.V1.MessageServiceReflection.Descriptor,
    ];

    [Fact]
    public void Table_NamesEveryRpcAndNoOther()
    {
        var rpcs = Files.SelectMany(f => f.Services).SelectMany(s => s.Methods)
            .Select(m => $"/{m.Service.FullName}/{m.Name}");
        Assert.Equal(rpcs.Order(StringComparer.Ordinal), Permissions.ByMethod.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Files_AreAllThatHaveServices()
    {
        var all = typeof(ErrorReason).Assembly.GetTypes()
            .Where(t => t.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(t => (FileDescriptor)t.GetProperty("Descriptor")!.GetValue(null)!).Where(f => f.Services.Count > 0)
            .Select(f => f.Name);
        Assert.Equal(all.Order(StringComparer.Ordinal), Files.Select(f => f.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void InternalServices_AreForModulesAlone() => Assert.All(
        Permissions.ByMethod.Where(p => p.Key.Contains(".internal.", StringComparison.Ordinal)),
        p => Assert.Equal(
            (Permissions.InternalAudience, "Module"), (p.Value.Audience, string.Join(' ', p.Value.Roles))));

    [Fact]
    public void AllianceRoles_CannotMintABrandsCoin()
    {
        foreach (var rpc in new[] { "Earn", "Adjust", "Redeem", "Clawback", "Gift", "Hold", "Capture", "Confirm" })
            Assert.DoesNotContain(Permissions.ByMethod[$"/federation.ledger.v1.LedgerService/{rpc}"].Roles,
                r => r is Role.AllianceAdmin or Role.AllianceApprover);
    }

    [Fact]
    public void ProposerAndApprover_AreDifferentRoles()
    {
        Assert.DoesNotContain("boards.approve", Permissions.ScopesOf(Role.AllianceAdmin));
        Assert.DoesNotContain("boards.propose", Permissions.ScopesOf(Role.AllianceApprover));
    }

    [Fact]
    public void Documentation_HasTheTable()
    {
        var rows = File.ReadLines(Path.Combine(SourceTree.Root, "docs", "security.md"))
            .Where(l => l.StartsWith("| `federation.", StringComparison.Ordinal))
            .Select(l => string.Join(' ', l.Split('|', StringSplitOptions.TrimEntries)
                .Select(c => c.Replace("`", "", StringComparison.Ordinal))).Trim());
        var table = Permissions.ByMethod.Select(p =>
            $"{p.Key[1..]} {p.Value.Audience} {p.Value.Scope ?? "—"} "
            + $"{string.Join(", ", p.Value.Roles.Select(Permissions.NameOf))}");
        Assert.Equal(table.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Documentation_NamesWhatNeedsARecentSignIn()
    {
        var page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "security.md"));
        var part = page.Split("\n## ").Single(p => p.StartsWith("A recent sign-in", StringComparison.Ordinal));
        var named = part.Split('`').Where(t => t.Contains('/', StringComparison.Ordinal));
        Assert.Equal(
            Permissions.ByMethod.Where(p => p.Value.NeedsRecentSignIn)
                .Select(p => p.Key["/federation.".Length..]).Order(StringComparer.Ordinal),
            named.Order(StringComparer.Ordinal));
    }

    /// <summary>A person is asked again after five minutes, a machine never.</summary>
    [Theory]
    [InlineData(5, true, true)]
    [InlineData(6, true, false)]
    [InlineData(6, false, true)]
    [InlineData(null, true, false)]
    public void RecentSignIn_IsAskedOfPeopleAlone(int? minutesAgo, bool person, bool mayCall)
    {
        const string method = "/federation.exchange.v1.BoardService/ApproveBoard";
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var caller = new Caller(
            Principal.OfPerson("ben"), Role.AllianceApprover, new HashSet<string> { "boards.approve" })
        {
            Person = person ? "ben" : null,
            Session = person ? "s" : null,
            AuthTime = minutesAgo is { } ago ? now - TimeSpan.FromMinutes(ago) : null,
        };
        var refusal = Permissions.ByMethod[method].Forbids(caller, method, now);
        Assert.Equal(mayCall ? null : ErrorReason.SignInNotRecent, refusal?.Reason);
        Assert.Equal(mayCall ? null : "300", refusal?.Metadata["max_age"]);
    }

    [Fact]
    public void Documentation_NamesWhatOnlyAPersonDecides()
    {
        var page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "security.md"));
        var part = page.Split("\n## ").Single(
            p => p.StartsWith("What only a person decides", StringComparison.Ordinal));
        Assert.Equal(
            Permissions.ByMethod.Where(p => p.Value.NeedsPerson)
                .Select(p => p.Key["/federation.".Length..]).Order(StringComparer.Ordinal),
            part.Split('`').Where(t => t.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    /// <summary>A credential with the scope decides no case, and a person without it neither.</summary>
    [Theory]
    [InlineData("cases.decide", null, ErrorReason.PersonRequired)]
    [InlineData("cases.decide", "partners/aster/users/wei", null)]
    [InlineData("cases.read", "partners/aster/users/wei", ErrorReason.ScopeMissing)]
    public void Case_IsDecidedByAPerson(string scope, string? user, ErrorReason? expected)
    {
        const string method = "/federation.programs.v1.CaseService/DecideCase";
        Assert.True(Principal.TryParse("partners/aster", out var aster));
        var caller = new Caller(aster, Role.PartnerService, new HashSet<string> { scope })
        {
            User = user,
            ClientId = "till",
        };
        Assert.Equal(expected, Permissions.ByMethod[method].Forbids(caller, method, DateTimeOffset.MinValue)?.Reason);
    }

    private static readonly string[] ReadingVerbs =
        [
            "Get", "BatchGet", "List", "Find", "Check", "StreamCheck", "Diff", "Evaluate", "Simulate", "Watch",
            "Preview",
        ];

    [Fact]
    public void Commands_CarryARequestId()
    {
        var open = Files.Where(f => !f.Package.Contains("internal", StringComparison.Ordinal));
        foreach (var method in open.SelectMany(f => f.Services).SelectMany(s => s.Methods))
        {
            var reads = ReadingVerbs.Any(v => method.Name.StartsWith(v, StringComparison.Ordinal))
                // An order and its steps are named by the numbers that they have in the brand's system.
                || method.Name is "PlaceOrder" or "BatchPlaceOrders" or "AdvanceOrder" or "CancelOrder" or "ReturnOrder"
                || method.Name is "ReportEvent" or "BatchReportEvents"
                || method.Name is "WhatIf" or "Batch" or "DryRun" or "StreamCommands" or "StreamOrders";
            Assert.True(reads || method.InputType.FindFieldByName("request_id") is not null, method.FullName);
        }
    }

    [Fact]
    public void EveryReason_HasStatusAndTexts()
    {
        foreach (var reason in Enum.GetValues<ErrorReason>().Where(r => r != ErrorReason.Unspecified))
        {
            var text = RefusalTexts.Of(reason);
            Assert.False(
                string.IsNullOrWhiteSpace(text.English) || string.IsNullOrWhiteSpace(text.Chinese), reason.ToString());
            Assert.NotEqual(Grpc.Core.StatusCode.Internal, text.Code);
            Assert.NotEqual(Grpc.Core.StatusCode.Unknown, text.Code);
            Assert.Equal(reason, Refusal.ReasonOf(Refusal.NameOf(reason)));
        }
    }

    [Fact]
    public void EveryReason_HasAnExampleInTheContract()
    {
        var comment = "";
        var proto = Path.Combine(SourceTree.Root, "protos", "federation", "errors", "v1", "error_reason.proto");
        foreach (var line in File.ReadLines(proto).Select(l => l.Trim()))
        {
            if (line.StartsWith("ERROR_REASON_", StringComparison.Ordinal)
                && !line.Contains("UNSPECIFIED", StringComparison.Ordinal))
                Assert.Contains("Example: ", comment, StringComparison.Ordinal);
            comment = line.StartsWith("//", StringComparison.Ordinal) ? comment + line[2..] : "";
        }
    }

    [Fact]
    public void Refusal_ThroughStatus_ComesBackWhole()
    {
        var sent = new Refusal(ErrorReason.InsufficientCoins,
            "The wallet has 40.")
        { RetryDelay = TimeSpan.FromSeconds(1) }.With("available", 40);
        var received = Refusal.From(sent.ToException())!;
        Assert.Equal(
            (sent.Reason, sent.Message, sent.RetryDelay), (received.Reason, received.Message, received.RetryDelay));
        Assert.Equal("40", received.Metadata["available"]);
    }
}
