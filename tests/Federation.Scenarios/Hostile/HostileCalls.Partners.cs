using Federation.Exchange.V1;
using Federation.Partners.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Type;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Calls about brands, coins, merchants, credentials and boards.</summary>
internal static partial class HostileCalls
{
    private static IEnumerable<HostileCall> Brands() =>
    [
        Row("register a brand as a brand", PermissionDenied, "ROLE_MISSING",
            a => a.Aster.Partners.RegisterPartnerAsync(Brand("elm"))),
        Row("register a brand twice", AlreadyExists, "ALREADY_EXISTS",
            a => a.Admin.Partners.RegisterPartnerAsync(Brand("aster"))),
        Bad("register a brand in capitals", a => a.Admin.Partners.RegisterPartnerAsync(Brand("ELM")), "partner_id"),
        Bad("register a brand of one letter", a => a.Admin.Partners.RegisterPartnerAsync(Brand("e")), "partner_id"),
        Bad("register the alliance as a brand",
            a => a.Admin.Partners.RegisterPartnerAsync(Brand("alliance")), "partner_id"),
        Bad("register a brand with SQL in its id",
            a => a.Admin.Partners.RegisterPartnerAsync(Brand("elm'; --")), "partner_id"),
        Bad("register a brand with a bell in its name",
            a => a.Admin.Partners.RegisterPartnerAsync(Brand("elm", "El\am")), "display_name"),
        Bad("register a brand with 101 characters for a name",
            a => a.Admin.Partners.RegisterPartnerAsync(Brand("elm", new string('e', 101))), "display_name"),
        Row("get an unknown brand", NotFound, "PARTNER_NOT_FOUND",
            a => a.Aster.Partners.GetPartnerAsync(new() { Name = "partners/nobody" })),
        Bad("get partners/../coins",
            a => a.Aster.Partners.GetPartnerAsync(new() { Name = "partners/../coins" }), "name"),
        Row("update another brand", PermissionDenied, "NOT_YOURS", a => a.Aster.Partners.UpdatePartnerAsync(
            new() { RequestId = Id(), Name = "partners/birch", DisplayName = "Mine" })),
        Row("suspend a competitor", PermissionDenied, "ROLE_MISSING",
            a => a.Aster.Partners.SuspendPartnerAsync(new() { RequestId = Id(), Name = "partners/birch" })),
        Row("resume oneself", PermissionDenied, "ROLE_MISSING",
            a => a.Cedar.Partners.ResumePartnerAsync(new() { RequestId = Id(), Name = "partners/cedar" })),
        Row("suspend an unknown brand", NotFound, "PARTNER_NOT_FOUND",
            a => a.Admin.Partners.SuspendPartnerAsync(new() { RequestId = Id(), Name = "partners/nobody" })),
    ];

    private static IEnumerable<HostileCall> Coins() =>
    [
        Row("define a coin twice", AlreadyExists, "ALREADY_EXISTS",
            a => a.Aster.Coins.DefineCoinAsync(Coin("aster", "NEW"))),
        Row("define a coin with another's code", AlreadyExists, "ALREADY_EXISTS",
            a => a.Aster.Coins.DefineCoinAsync(Coin("new", "BIRCH"))),
        Row("define a coin of another brand", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Coins.DefineCoinAsync(Coin("new", "NEW"))),
        Row("define a coin of an unknown brand", NotFound, "PARTNER_NOT_FOUND", a => a.Admin.Coins.DefineCoinAsync(
            new DefineCoinRequest(Coin("new", "NEW")) { Partner = "partners/nobody" })),
        Row("define a coin as a suspended brand", FailedPrecondition, "PARTNER_SUSPENDED",
            a => a.Cedar.Coins.DefineCoinAsync(
            new DefineCoinRequest(Coin("new", "NEW")) { Partner = "partners/cedar" })),
        Row("define a coin as a brand's service", PermissionDenied, "ROLE_MISSING",
            a => a.AsterService.Coins.DefineCoinAsync(Coin("new", "NEW"))),
        Bad("define a coin of ten decimals",
            a => a.Aster.Coins.DefineCoinAsync(new DefineCoinRequest(Coin("new", "NEW")) { Scale = 10 }), "scale"),
        Bad("define a coin with a code in small letters",
            a => a.Aster.Coins.DefineCoinAsync(Coin("new", "new")), "display_code"),
        Bad("define a coin that lasts 0 days", a => a.Aster.Coins.DefineCoinAsync(
            new DefineCoinRequest(Coin("new", "NEW")) { Expiry = new ExpiryRule { Days = 0 } }), "expiry.days"),
        Bad("define a coin that ends on 31 February",
            a => a.Aster.Coins.DefineCoinAsync(new DefineCoinRequest(Coin("new", "NEW"))
        { Expiry = new ExpiryRule { FixedDates = new FixedDates { Dates = { new Date { Month = 2, Day = 31 } } } } }),
            "expiry.fixed_dates.dates"),
        Bad("define a coin in a time zone that is a file",
            a => a.Aster.Coins.DefineCoinAsync(new DefineCoinRequest(Coin("new", "NEW"))
        { Expiry = new ExpiryRule { Days = 1, TimeZone = "../../etc/passwd" } }), "expiry.time_zone"),
        Row("get an unknown coin", NotFound, "COIN_NOT_FOUND",
            a => a.Aster.Coins.GetCoinAsync(new() { Name = "coins/nothing" })),
    ];

    private static IEnumerable<HostileCall> Merchants() =>
    [
        Row("create a till twice", AlreadyExists, "ALREADY_EXISTS",
            a => a.Aster.Merchants.CreateMerchantAsync(Till("till"))),
        Row("create a till of another brand", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Merchants.CreateMerchantAsync(Till("new"))),
        Row("create a till for another brand's coin", PermissionDenied, "NOT_YOURS",
            a => a.Aster.Merchants.CreateMerchantAsync(Till("new", "birch"))),
        Row("create a till for an unknown coin", NotFound, "COIN_NOT_FOUND",
            a => a.Aster.Merchants.CreateMerchantAsync(Till("new", "nothing"))),
        Bad("create a till with a slash in its id",
            a => a.Aster.Merchants.CreateMerchantAsync(Till("a/b")), "merchant_id"),
        Row("get an unknown till", NotFound, "MERCHANT_NOT_FOUND",
            a => a.Aster.Merchants.GetMerchantAsync(new() { Name = "partners/aster/merchants/nowhere" })),
        Row("list the tills of an unknown brand", NotFound, "PARTNER_NOT_FOUND",
            a => a.Aster.Merchants.ListMerchantsAsync(new() { Parent = "partners/nobody" })),
    ];

    private static IEnumerable<HostileCall> Credentials() =>
    [
        Bad("a credential with scopes beyond its role",
            a => CredentialAsync(a.Aster, scope: "ledger.adjust"), "scopes"),
        Bad("a credential with a scope that there is not",
            a => CredentialAsync(a.Aster, scope: "everything"), "scopes"),
        Bad("an alliance admin's credential for a brand",
            a => CredentialAsync(a.Aster, role: CredentialRole.AllianceAdmin), "role"),
        Bad("a credential without a role", a => CredentialAsync(a.Aster, role: CredentialRole.Unspecified), "role"),
        Bad("a brand's credential for a person", a => CredentialAsync(a.Aster, person: "ada"), "person"),
        Bad("an alliance credential for nobody",
            a => CredentialAsync(a.Admin, "alliance", CredentialRole.AllianceApprover), "person"),
        Bad("an alliance credential for a person by way of ..",
            a => CredentialAsync(a.Admin, "alliance", CredentialRole.AllianceApprover, person: "../ada"), "person"),
        Row("an alliance credential, asked for by a brand", PermissionDenied, "NOT_YOURS",
            a => CredentialAsync(a.Aster, "alliance", CredentialRole.AllianceAdmin, person: "eve")),
        Row("a credential of another brand", PermissionDenied, "NOT_YOURS", a => CredentialAsync(a.Birch)),
        Row("a credential, asked for by a brand's service", PermissionDenied, "ROLE_MISSING",
            a => CredentialAsync(a.AsterService)),
        Row("a credential of an unknown brand", NotFound, "PARTNER_NOT_FOUND",
            a => CredentialAsync(a.Admin, "partners/nobody")),
        Row("rotate a revoked credential", FailedPrecondition, "CREDENTIAL_REVOKED",
            a => a.Aster.Credentials.RotateCredentialAsync(new() { RequestId = Id(), Name = a.RevokedCredential })),
        Row("an alliance credential, made by one person", FailedPrecondition, "PROPOSAL_NEEDED",
            a => CredentialAsync(a.Admin, "alliance", CredentialRole.AllianceApprover, person: "eve")),
        Row("a second credential of a brand, made by the alliance", FailedPrecondition, "PROPOSAL_NEEDED",
            a => CredentialAsync(a.Admin)),
        Row("a recovery of a brand that has its admin", FailedPrecondition, "PARTNER_HAS_ADMIN",
            a => ProposeAsync(a.Admin, "partners/aster", CredentialRole.PartnerAdmin)),
        Row("propose a credential as a brand", PermissionDenied, "ROLE_MISSING",
            a => ProposeAsync(a.Aster, "partners/aster", CredentialRole.PartnerAdmin)),
        Bad("propose a credential for a person by way of ..",
            a => ProposeAsync(a.Admin, "alliance", CredentialRole.AllianceApprover, "../ada"), "person"),
        Row("approve one's own proposal of a credential", FailedPrecondition, "SAME_PERSON",
            a => a.Admin.Credentials.ApproveCredentialAsync(new() { RequestId = Id(), Name = a.ProposedCredential })),
        Row("approve one's own proposal with one's second client", FailedPrecondition, "SAME_PERSON",
            a => a.AdaAsApprover.Credentials.ApproveCredentialAsync(
                new() { RequestId = Id(), Name = a.ProposedCredential })),
        Row("approve a credential as a brand", PermissionDenied, "ROLE_MISSING",
            a => a.Aster.Credentials.ApproveCredentialAsync(new() { RequestId = Id(), Name = a.ProposedCredential })),
        Row("approve a credential that works already", FailedPrecondition, "CREDENTIAL_NOT_PROPOSED",
            a => a.Approver.Credentials.ApproveCredentialAsync(
                new() { RequestId = Id(), Name = "alliance/credentials/alliance-ada" })),
        Row("rotate another person's credential", PermissionDenied, "NOT_YOURS",
            a => a.Admin.Credentials.RotateCredentialAsync(
                new() { RequestId = Id(), Name = "alliance/credentials/alliance-ben" })),
        Row("rotate a brand's credential as the alliance", PermissionDenied, "NOT_YOURS",
            a => a.Admin.Credentials.RotateCredentialAsync(new() { RequestId = Id(), Name = a.RevokedCredential })),
        Row("rotate an unknown credential", NotFound, "CREDENTIAL_NOT_FOUND",
            a => a.Aster.Credentials.RotateCredentialAsync(
                new() { RequestId = Id(), Name = "partners/aster/credentials/aster-none" })),
        Row("revoke another brand's credential", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Credentials.RevokeCredentialAsync(new() { RequestId = Id(), Name = a.RevokedCredential })),
        Row("revoke another brand's credential under one's own name", NotFound, "CREDENTIAL_NOT_FOUND",
            a => a.Birch.Credentials.RevokeCredentialAsync(new()
            { RequestId = Id(),
                Name = a.RevokedCredential.Replace("partners/aster", "partners/birch", StringComparison.Ordinal) })),
        Row("list another brand's credentials", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Credentials.ListCredentialsAsync(new() { Parent = "partners/aster" })),
    ];

    private static IEnumerable<HostileCall> Proposals() =>
    [
        Bad("propose an empty board", a => a.Admin.Boards.ProposeBoardAsync(BoardOf(0)), "values"),
        Bad("propose a board with a coin twice",
            a => a.Admin.Boards.ProposeBoardAsync(BoardOf(0, ("aster", 2, 1), ("aster", 3, 1))), "values[1].coin"),
        Bad("propose a value of 0",
            a => a.Admin.Boards.ProposeBoardAsync(BoardOf(0, ("aster", 1, 0))), "values[0].off_value_units"),
        Bad("propose a value above 2^40",
            a => a.Admin.Boards.ProposeBoardAsync(BoardOf(0, ("aster", (1L << 40) + 1, 1))),
            "values[0].on_value_units"),
        Bad("propose a fee of everything",
            a => a.Admin.Boards.ProposeBoardAsync(BoardOf(10_000, ("aster", 1, 1))), "fee_basis_points"),
        Bad("propose a negative fee",
            a => a.Admin.Boards.ProposeBoardAsync(BoardOf(-1, ("aster", 1, 1))), "fee_basis_points"),
        Bad("propose a coin by a bad name",
            a => a.Admin.Boards.ProposeBoardAsync(BoardOf(0, ("ASTER", 1, 1))), "values[0].coin"),
        Row("propose an unknown coin", NotFound, "COIN_NOT_FOUND",
            a => a.Admin.Boards.ProposeBoardAsync(BoardOf(0, ("nothing", 1, 1)))),
        Row("propose a board that gives value away", FailedPrecondition, "BOARD_UNSAFE",
            a => a.Admin.Boards.ProposeBoardAsync(BoardOf(100, ("aster", 100, 102), ("birch", 100, 102)))),
        Row("propose a draft that is none", FailedPrecondition, "BOARD_NOT_DRAFT",
            a => a.Admin.Boards.ProposeBoardAsync(new() { RequestId = Id(), Draft = a.Board })),
        Bad("propose a draft and values at once", a => a.Admin.Boards.ProposeBoardAsync(
            new() { RequestId = Id(), Draft = a.Board, FeeBasisPoints = 1 }), "draft"),
        Row("write a proposed board anew", FailedPrecondition, "BOARD_NOT_DRAFT",
            a => a.Admin.Boards.UpdateDraftAsync(
                new() { RequestId = Id(), Name = a.ProposedBoard, Revision = 1, Terms = OneCoin() })),
        Bad("draft nothing", a => a.Admin.Boards.CreateDraftAsync(new() { RequestId = Id() }), "terms"),
        Bad("draft a pair of a coin that is not on the board", a => a.Admin.Boards.CreateDraftAsync(
            new()
            {
                RequestId = Id(),
                Terms = OneCoin(new PairTerms { Source = "coins/aster", Target = "coins/birch", Fee = new() }),
            }), "terms.pairs[0].target"),
        Bad("check a board and terms at once", a => a.Admin.Boards.CheckBoardAsync(
            new() { Name = a.Board, Terms = OneCoin() }), "name"),
        Row("check a board as a brand", PermissionDenied, "ROLE_MISSING",
            a => a.Aster.Boards.CheckBoardAsync(new() { Name = a.Board })),
        Row("compare with a board that is not there", NotFound, "BOARD_NOT_FOUND",
            a => a.Aster.Boards.DiffBoardsAsync(new() { From = a.Board, To = "boards/99" })),
        Row("propose a board as a brand", PermissionDenied, "ROLE_MISSING",
            a => a.Aster.Boards.ProposeBoardAsync(BoardOf(0, ("aster", 1, 1)))),
    ];

    private static IEnumerable<HostileCall> Publications() =>
    [
        Row("approve one's own board with a second client", FailedPrecondition, "SAME_PERSON",
            a => a.AdaAsApprover.Boards.ApproveBoardAsync(new() { RequestId = Id(), Name = a.ProposedBoard })),
        Row("approve a board as an admin", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Boards.ApproveBoardAsync(new() { RequestId = Id(), Name = a.ProposedBoard })),
        Row("approve a published board", FailedPrecondition, "BOARD_NOT_PROPOSED",
            a => a.Approver.Boards.ApproveBoardAsync(new() { RequestId = Id(), Name = a.Board })),
        Row("approve an unknown board", NotFound, "BOARD_NOT_FOUND",
            a => a.Approver.Boards.ApproveBoardAsync(new() { RequestId = Id(), Name = "boards/99" })),
        Row("publish a board that nobody approved", FailedPrecondition, "BOARD_NOT_APPROVED",
            a => a.Admin.Boards.PublishBoardAsync(new() { RequestId = Id(), Name = a.ProposedBoard })),
        Bad("publish in the past", a => a.Admin.Boards.PublishBoardAsync(
            new() { RequestId = Id(), Name = a.Board, PublishTime = new Timestamp { Seconds = 1_000_000_000 } }),
            "publish_time"),
        Bad("publish boards/0",
            a => a.Admin.Boards.PublishBoardAsync(new() { RequestId = Id(), Name = "boards/0" }), "name"),
        Bad("publish boards/-1",
            a => a.Admin.Boards.PublishBoardAsync(new() { RequestId = Id(), Name = "boards/-1" }), "name"),
        Row("publish as an approver", PermissionDenied, "ROLE_MISSING",
            a => a.Approver.Boards.PublishBoardAsync(new() { RequestId = Id(), Name = a.Board })),
        Row("get the board of a time before any", FailedPrecondition, "NO_BOARD_IN_FORCE",
            a => a.Aster.Boards.GetBoardAsync(new() { AsOf = new Timestamp { Seconds = 1_000_000_000 } })),
        Row("get an unknown board", NotFound, "BOARD_NOT_FOUND",
            a => a.Aster.Boards.GetBoardAsync(new() { Name = "boards/99" })),
        Bad("get a board of 19 digits",
            a => a.Aster.Boards.GetBoardAsync(new() { Name = "boards/9999999999999999999" }), "name"),
        Row("list the rates of an unknown board", NotFound, "BOARD_NOT_FOUND",
            a => a.Aster.Boards.ListRatesAsync(new() { Name = "boards/99" })),
        Bad("list the rates of what is no coin",
            a => a.Aster.Boards.ListRatesAsync(new() { Name = a.Board, Sources = { "coins/<b>" } }), "sources[0]"),
        Row("list the rates from another's page", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => a.Aster.Boards.ListRatesAsync(new() { Name = a.Board, PageToken = "00" })),
        Row("list boards with a page token that is none", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => a.Aster.Boards.ListBoardsAsync(new() { PageToken = "9" })),
    ];

    private static BoardTerms OneCoin(params PairTerms[] pairs)
    {
        var terms = new BoardTerms
        {
            MaximumUnits = Units.MaxCommand,
            Values = { new CoinValue { Coin = "coins/aster", OnValueUnits = 2, OffValueUnits = 1 } }
        };
        terms.Pairs.AddRange(pairs);
        return terms;
    }

    private static RegisterPartnerRequest Brand(string id, string name = "Elm") =>
        new() { RequestId = Id(), PartnerId = id, DisplayName = name };

    /// <summary>A coin of aster's.</summary>
    private static DefineCoinRequest Coin(string id, string code) =>
        new() { RequestId = Id(), CoinId = id, Partner = "partners/aster", DisplayCode = code, DisplayName = "New" };

    /// <summary>A till of aster's.</summary>
    private static CreateMerchantRequest Till(string id, string coin = "aster") =>
        new()
        {
            RequestId = Id(),
            Parent = "partners/aster",
            MerchantId = id,
            DisplayName = "New",
            Coin = "coins/" + coin
        };

    private static async Task CredentialAsync(
        Client.FederationClient client, string parent = "partners/aster",
        CredentialRole role = CredentialRole.PartnerService,
        string? scope = null, string person = "")
    {
        var request = new CreateCredentialRequest
        {
            RequestId = Id(),
            Parent = parent,
            DisplayName = "new",
            Role = role,
            Person = person
        };
        if (scope is not null)
            request.Scopes.Add(scope);
        await client.Credentials.CreateCredentialAsync(request);
    }

    private static async Task ProposeAsync(
        Client.FederationClient client, string parent, CredentialRole role, string person = "") =>
        await client.Credentials.ProposeCredentialAsync(new()
        {
            RequestId = Id(),
            Parent = parent,
            DisplayName = "new",
            Role = role,
            Person = person,
        });

    private static ProposeBoardRequest BoardOf(int fee, params (string Coin, long OnValue, long OffValue)[] values) =>
        new()
        {
            RequestId = Id(),
            FeeBasisPoints = fee,
            MaximumUnits = Units.MaxCommand,
            Values = { values.Select(
            v => new CoinValue { Coin = "coins/" + v.Coin, OnValueUnits = v.OnValue, OffValueUnits = v.OffValue }) },
        };
}
