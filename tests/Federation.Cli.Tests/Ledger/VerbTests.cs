using Federation.Errors.V1;
using Federation.Ledger.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>The verbs that are commands of the ledger: what they send, and what they print.</summary>
public sealed class VerbTests
{
    private const string Id = "0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d";
    private const string M = ScriptedMembers.Name;
    private const string R = "members/01900000-0000-7000-8000-00000000000b";
    private const string J = "01900000-0000-7000-8000-000000000001";

    // what is typed the request, and its content but for the request_id
    public static TheoryData<string, string, string> Sent => new()
    {
        {
            $"earn 17850 aster 100", "EarnRequest",
            $$"""{"member": "{{M}}", "amount": {"coin": "coins/aster", "units": "100"} }"""
        },
        {
            $"earn {M} coins/aster 5 --provenance promotional --available-at 2012-01-15 --effective "
                + $"2012-01-01T08:00:00Z --purchase {J} --reference r1",
            "EarnRequest",
            $$"""
            {"member": "{{M}}", "amount": {"coin": "coins/aster", "units": "5"}, "provenance": "PROVENANCE_PROMOTIONAL", "external_reference": "r1",
             "available_time": "2012-01-15T00:00:00Z", "effective_time": "2012-01-01T08:00:00Z", "purchase": "journals/{{J}}"}
            """
        },
        {
            $"earn {M} aster 5 --on-confirmation --max-balance 0", "EarnRequest",
            $$"""{"member": "{{M}}", "amount": {"coin": "coins/aster", "units": "5"}, "on_confirmation": true, "guards": {"max_balance_units": "0"} }"""
        },
        { $"confirm journals/{J} --as aster", "ConfirmRequest", $$"""{"journal": "journals/{{J}}"}""" },
        {
            $"clawback {M} aster 40 --journal {J} --effective 2011-12-31", "ClawbackRequest",
            $$"""
            {"member": "{{M}}", "amount": {"coin": "coins/aster", "units": "40"}, "journal": "journals/{{J}}", "effective_time": "2011-12-31T00:00:00Z"}
            """
        },
        {
            $"adjust {M} aster -25 --reason goodwill --provenance earned", "AdjustRequest",
            $$"""{"member": "{{M}}", "coin": "coins/aster", "units": "-25", "reason_code": "goodwill", "provenance": "PROVENANCE_EARNED"}"""
        },
        {
            $"redeem {M} aster 7 --merchant partners/aster/merchants/store --provenance earned --provenance "
                + $"promotional --effective 2011-12-31",
            "RedeemRequest",
            $$"""
            {"member": "{{M}}", "amount": {"coin": "coins/aster", "units": "7"}, "merchant": "partners/aster/merchants/store",
             "provenances": ["PROVENANCE_EARNED", "PROVENANCE_PROMOTIONAL"], "effective_time": "2011-12-31T00:00:00Z"}
            """
        },
        {
            $"refund {J} --units 3 --reference back --as aster", "RefundRequest",
            $$"""{"journal": "journals/{{J}}", "units": "3", "external_reference": "back"}"""
        },
        { $"reverse {J} --as aster", "ReverseRequest", $$"""{"journal": "journals/{{J}}"}""" },
        {
            $"gift 17850 {R} aster 9 --provenance earned --min-available 500 --expected-version 4", "GiftRequest",
            $$"""
            {"member": "{{M}}", "recipient": "{{R}}", "amount": {"coin": "coins/aster", "units": "9"}, "provenances": ["PROVENANCE_EARNED"],
             "guards": {"min_available_units": "500", "expected_version": "4"} }
            """
        },
        {
            $"hold {M} aster 10 --for 2d --not-after 2030-01-01", "HoldRequest",
            $$"""
            {"member": "{{M}}", "amount": {"coin": "coins/aster", "units": "10"}, "lifetime": "172800s",
             "guards": {"not_after": "2030-01-01T00:00:00Z"} }
            """
        },
        {
            $"hold {M} aster 10", "HoldRequest",
            $$"""{"member": "{{M}}", "amount": {"coin": "coins/aster", "units": "10"} }"""
        },
        {
            $"capture holds/{J} --as aster", "CaptureRequest",
            $$"""{"hold": "holds/{{J}}", "rest": "CAPTURE_REST_RELEASE", "all": true}"""
        },
        {
            $"capture {J} --units 4 --keep-rest --as aster", "CaptureRequest",
            $$"""{"hold": "holds/{{J}}", "units": "4", "rest": "CAPTURE_REST_KEEP"}"""
        },
        { $"refund {J} --as aster", "RefundRequest", $$"""{"journal": "journals/{{J}}", "all": true}""" },
        { $"release {J} --as aster", "ReleaseRequest", $$"""{"hold": "holds/{{J}}", "all": true}""" },
        { $"release {J} --units 2 --as aster", "ReleaseRequest", $$"""{"hold": "holds/{{J}}", "units": "2"}""" },
        {
            $"extend-hold {J} --for 90m --as aster", "ExtendHoldRequest",
            $$"""{"hold": "holds/{{J}}", "lifetime": "5400s"}"""
        },
        {
            "notice 17850 aster --ends 2011-12-31=120 2012-01-31=5 --delivered 2011-12-01 --message mail-1",
            "RecordNoticeRequest",
            $$"""
            {"wallet": "{{M}}/wallets/aster", "announced": [
                {"expire_time": "2011-12-31T00:00:00Z", "units": "120"},
                {"expire_time": "2012-01-31T00:00:00Z", "units": "5"}],
             "delivered_time": "2011-12-01T00:00:00Z", "evidence": "NOTICE_EVIDENCE_ACCEPTED", "message": "mail-1"}
            """
        },
        {
            $"freeze 17850 aster --reason suspected-fraud", "FreezeRequest",
            $$"""{"wallet": "{{M}}/wallets/aster", "reason_code": "suspected-fraud"}"""
        },
        {
            $"unfreeze {M} aster --reason cleared", "UnfreezeRequest",
            $$"""{"wallet": "{{M}}/wallets/aster", "reason_code": "cleared"}"""
        },
        {
            $"close-wallet {M} aster --reason left", "CloseWalletRequest",
            $$"""{"wallet": "{{M}}/wallets/aster", "reason_code": "left"}"""
        },
    };

    [Theory]
    [MemberData(nameof(Sent))]
    public async Task Verb_Typed_SendsTheCommand(string typed, string name, string content)
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var run = await alliance.RunAsync([.. typed.Split(' '), "--request-id", Id]);
        Assert.True(run.Code == 0, run.Error);
        Assert.Equal(Request(name, content), Assert.Single(alliance.Ledger.Requests));
    }

    [Theory]
    [MemberData(nameof(Sent))]
    public async Task Verb_DryRun_IsOnlyTried(string typed, string name, string content)
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Ledger.On<DryRunRequest, DryRunResponse>(
            _ => new DryRunResponse { Results = { new BatchResult { Journal = ScriptedLedger.Journal() } } });
        var run = await alliance.RunAsync([.. typed.Split(' '), "--request-id", Id, "--dry-run"]);
        Assert.True(run.Code == 0, run.Error);
        var tried = Assert.IsType<DryRunRequest>(Assert.Single(alliance.Ledger.Requests));
        var item = Assert.Single(tried.Items);
        Assert.Equal(Request(name, content),
            BatchItem.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(item).Accessor.GetValue(item));
        Assert.Contains("Nothing was written.", run.Output);
    }

    [Fact]
    public void Verbs_All_AreHeldByTheTable() => Assert.Equal(
        BatchItem.Descriptor.Oneofs[0].Fields.Select(f => f.MessageType.Name).Order(StringComparer.Ordinal),
        Sent.Select(row => row.Data.Item2).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task Verb_RefusedDryRun_SaysWhyAndFails()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Ledger.On<DryRunRequest, DryRunResponse>(
            _ => new DryRunResponse
            {
                Results = { new BatchResult { Refusal = ScriptedLedger.Refusal(
                ErrorReason.InsufficientCoins) } }
            });
        var run = await alliance.RunAsync("redeem", M, "aster", "9", "--dry-run");
        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains("It would be refused, INSUFFICIENT_COINS: No.", run.Error);
        var json = await alliance.RunAsync("redeem", M, "aster", "9", "--dry-run", "--json");
        Assert.Equal(ExitCodes.Refused, json.Code);
        Assert.Equal(
            "No.", json.Json.GetProperty("results")[0].GetProperty("refusal").GetProperty("message").GetString());
    }

    [Fact]
    public async Task Verb_Refused_SaysWhyAndFails()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Ledger.On<GiftRequest,
            GiftResponse>(_ => throw ScriptedLedger.Refusal(ErrorReason.WalletFrozen).ToRpcException());
        var run = await alliance.RunAsync("gift", M, R, "aster", "9");
        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains("Refused, WALLET_FROZEN: No.", run.Error);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Verb_Answered_ShowsTheJournalAndItsLots()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var journal = ScriptedLedger.Journal(
            new Entry
            {
                Account = "coins/aster/accounts/issued",
                Kind = AccountKind.Issued,
                Units = -1_500,
            },
            new Entry
            {
                Account = $"{M}/wallets/aster",
                Kind = AccountKind.Wallet,
                Units = 1_500,
                BalanceAfterUnits = 0,
                Lot = new LotTerms
                {
                    Provenance = Provenance.Earned,
                    ExpireTime = At(2012, 6, 29),
                    AvailableTime = At(2012, 1, 15)
                },
            });
        alliance.Ledger.On<EarnRequest, EarnResponse>(_ => new EarnResponse { Journal = journal, Replayed = true });
        var run = await alliance.RunAsync("earn", M, "aster", "1500");
        Assert.Contains(["journals/" + J, "earn", "1970-01-01 00:00:00", "7", "yes"], run.Rows);
        Assert.Contains(["coins/aster/accounts/issued", "issued", "-1,500"], run.Rows);
        Assert.Contains(
            [$"{M}/wallets/aster", "wallet", "1,500", "0", "earned", "2012-06-29 00:00:00", "2012-01-15 00:00:00"],
            run.Rows);

        var json = (await alliance.RunAsync("earn", M, "aster", "1500", "--json")).Json;
        Assert.True(json.GetProperty("replayed").GetBoolean());
        Assert.Equal("1500", json.GetProperty("journal").GetProperty("entries")[1].GetProperty("units").GetString());
    }

    [Theory]
    [InlineData("earn M aster 5 --available-at 2012-01-15 --on-confirmation", "at most one of")]
    [InlineData("earn M aster 5 --effective yesterday", "--effective: 'yesterday' is not a day")]
    [InlineData("earn M aster 5 --provenance found", "'found' not recognized")]
    [InlineData("earn M aster five", "'five'")]
    [InlineData("earn M aster 5 --not-after soon", "'soon' is neither a length")]
    [InlineData("hold M aster 5 --for 2weeks", "--for: '2weeks' is not a length")]
    [InlineData("capture holds/abc --as aster", "'holds/abc' is not of the form holds/{uuid}")]
    [InlineData("refund holds/01900000-0000-7000-8000-000000000001 --as aster", "is not of the form journals/{uuid}")]
    [InlineData("extend-hold 01900000-0000-7000-8000-000000000001 --as aster", "'--for' is required")]
    [InlineData("freeze M aster", "'--reason' is required")]
    [InlineData(
        "release 01900000-0000-7000-8000-000000000001", "Say with --as whose members are meant: one of aster, birch.")]
    public async Task Verb_TypedWrongly_SendsNothing(string typed, string sentence)
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var run = await alliance.RunAsync([.. typed.Split(' ').Select(word => word == "M" ? M : word)]);
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains(sentence, run.Error);
        Assert.Empty(alliance.Ledger.Requests);
    }

    [Fact]
    public async Task Verb_OutcomeUnknown_NamesTheRequestId()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Ledger.On<ReleaseRequest,
            ReleaseResponse>(_ => throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "away")));
        var run = await alliance.RunAsync("release", J, "--as", "aster");
        Assert.Equal(ExitCodes.BadInput, run.Code);
        var sent = alliance.Ledger.Requests.Cast<ReleaseRequest>().Select(r => r.RequestId).Distinct().Single();
        Assert.Contains($"--request-id {sent}", run.Error);
    }

    private static Timestamp At(int year, int month, int day) =>
        Timestamp.FromDateTime(new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc));

    private static IMessage Request(string name, string content)
    {
        var descriptor = BatchItem.Descriptor.Oneofs[0].Fields.Select(f => f.MessageType).Single(m => m.Name == name);
        var request = (IMessage)JsonParser.Default.Parse(content, descriptor);
        descriptor.FindFieldByName("request_id").Accessor.SetValue(request, Id);
        return request;
    }
}
