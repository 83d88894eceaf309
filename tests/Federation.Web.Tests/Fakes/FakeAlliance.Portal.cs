using Federation.Accounts.V1;
using Federation.Errors.V1;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>What a brand looks after: its shops, credentials, members, journals and goodwill.</summary>
internal sealed partial class FakeAlliance
{
    /// <summary>The member's name for the brand.</summary>
    public const string BrandsMember = "members/" + Id;

    public bool IsShopClosed { get; set; }

    public bool IsWalletFrozen { get; set; }

    /// <summary>Every secret that is given.</summary>
    public const string GivenSecret = "s3cr3t-of-the-credential-s3cr3t-of-the-credential";

    public List<Credential> CredentialsOfBrand { get; } =
    [
        new()
        {
            Name = "partners/aster/credentials/aster-till", ClientId = "aster-till", DisplayName = Hostile,
            Role = CredentialRole.PartnerService, Scopes = { "ledger.earn", "ledger.read" }, CreateTime = Earlier,
            LastUseTime = Earlier,
        },
        new()
        {
            Name = "partners/aster/credentials/aster-old", ClientId = "aster-old", DisplayName = "The old shop",
            Role = CredentialRole.PartnerAdmin, Scopes = { "ledger.read" }, CreateTime = Earlier, Revoked = true,
        },
    ];

    public List<Adjustment> AdjustmentsOfBrand { get; } =
    [
        new()
        {
            Name = "partners/aster/adjustments/" + Id, State = AdjustmentState.Proposed, Member = BrandsMember,
            Coin = "coins/aster", Units = 25, ReasonCode = "goodwill", Reason = "The parcel <b>came late</b>.",
            ExternalReference = "C-<i>7</i>", Proposer = "partners/aster/users/bob", ProposeTime = Earlier,
            ExpireTime = Earlier,
        },
        new()
        {
            Name = "partners/aster/adjustments/01913b7e-0000-7000-8000-000000000002",
            State = AdjustmentState.Rejected, Member = BrandsMember, Coin = "coins/aster", Units = -400,
            ReasonCode = "booked-twice", Reason = Long, Proposer = "partners/aster/users/ada", ProposeTime = Earlier,
            ExpireTime = Earlier, Decider = "partners/aster/users/bob", DecideTime = Earlier,
            DecisionReason = "Not <b>so</b>.",
        },
    ];

    /// <summary>The kind of the journal that a brand is shown; null: a member's.</summary>
    public JournalKind? JournalShown { get; set; }

    /// <summary>How many journals are newer than the list's first.</summary>
    public int NewJournals { get; set; }

    private Wallet SeenByBrand(Wallet wallet, string member)
    {
        var seen = wallet.Clone();
        seen.Name = member + "/wallets/aster";
        if (IsWalletFrozen)
            seen.State = WalletState.Frozen;
        return seen;
    }

    private static Journal JournalOf(string coin, JournalKind kind, long units, string id = Id) => new()
    {
        Name = "journals/" + id,
        Kind = kind,
        Principal = "partners/aster",
        CreateTime = Earlier,
        ExternalReference = "<b>R-7</b>",
        Merchant = "partners/aster/merchants/shop",
        GroupNumber = 1234,
        Entries =
        {
            new Entry
            {
                Account = BrandsMember + "/wallets/aster", Kind = AccountKind.Wallet, Asset = coin, Units = units,
                BalanceAfterUnits = 420,
            },
            new Entry
            {
                Account = coin + "/accounts/redeemed", Kind = AccountKind.Redeemed, Asset = coin, Units = -units,
            },
        },
    };

    private sealed partial class Books
    {
        public override Task<GetCoinTotalsResponse> GetCoinTotals(
            GetCoinTotalsRequest request, ServerCallContext context) => request.Coin == "coins/aster"
            ? Task.FromResult(new GetCoinTotalsResponse
            {
                Totals = new()
                {
                    Coin = request.Coin,
                    EarnedUnits = 1_410_838,
                    OutstandingUnits = 242_627,
                    HeldUnits = 14,
                    ExpiredUnits = 6_204,
                    ExchangedOutUnits = 31_000,
                    ExchangedInUnits = 29_500,
                    AdjustedUnits = -75,
                    ReceivableOpenUnits = 5,
                },
            })
            : throw Refuse(ErrorReason.CoinNotFound, StatusCode.NotFound, "There is no such coin.");

        public override Task<ListJournalsResponse> ListJournals(
            ListJournalsRequest request, ServerCallContext context) => Task.FromResult(new ListJournalsResponse
            {
                Journals =
                {
                    ((JournalKind[])[JournalKind.Redeem, JournalKind.Earn, JournalKind.Adjust])
                        .Where(k => request.Kinds.Count == 0 || request.Kinds.Contains(k))
                        .Select((k, i) => JournalOf(request.Coin, k, i == 0 ? -57 : 320)),
                },
                NextPageToken = request.PageToken.Length == 0 && request.Kinds.Count == 0 ? "more" : "",
            });

        public override Task<CheckNewJournalsResponse> CheckNewJournals(
            CheckNewJournalsRequest request, ServerCallContext context) =>
            Task.FromResult(new CheckNewJournalsResponse { Count = alliance.NewJournals });

        public override Task<Federation.Ledger.V1.RefundResponse> Refund(
            Federation.Ledger.V1.RefundRequest request, ServerCallContext context) =>
            Task.FromResult(new Federation.Ledger.V1.RefundResponse());

        public override Task<FreezeResponse> Freeze(FreezeRequest request, ServerCallContext context)
        {
            alliance.IsWalletFrozen = true;
            return Task.FromResult(new FreezeResponse());
        }

        public override Task<UnfreezeResponse> Unfreeze(UnfreezeRequest request, ServerCallContext context)
        {
            alliance.IsWalletFrozen = false;
            return Task.FromResult(new UnfreezeResponse());
        }
    }

    private sealed partial class CoinList
    {
        public override Task<GetCoinResponse> GetCoin(GetCoinRequest request, ServerCallContext context) =>
            Task.FromResult(new GetCoinResponse
            {
                Coin = new()
                {
                    Name = request.Name,
                    Partner = "partners/aster",
                    DisplayCode = "ASTER",
                    RestoreGraceDays = 14,
                    Expiry = new ExpiryRule { Days = 180, TimeZone = "Europe/London" },
                },
            });
    }

    private sealed partial class Shops
    {
        public override Task<GetMerchantResponse> GetMerchant(GetMerchantRequest request, ServerCallContext context) =>
            request.Name == "partners/aster/merchants/shop"
                ? Task.FromResult(new GetMerchantResponse { Merchant = Shop() })
                : throw Refuse(ErrorReason.MerchantNotFound, StatusCode.NotFound, "There is no such shop.");

        public override Task<CreateMerchantResponse> CreateMerchant(
            CreateMerchantRequest request, ServerCallContext context) =>
            Task.FromResult(new CreateMerchantResponse { Merchant = Shop() });

        public override Task<UpdateMerchantResponse> UpdateMerchant(
            UpdateMerchantRequest request, ServerCallContext context)
        {
            if (request.HasClosed)
                alliance.IsShopClosed = request.Closed;
            return Task.FromResult(new UpdateMerchantResponse { Merchant = Shop() });
        }

        private Merchant Shop() => new()
        {
            Name = "partners/aster/merchants/shop",
            DisplayName = "<i>The shop</i>",
            Coin = "coins/aster",
            CreateTime = Earlier,
            Closed = alliance.IsShopClosed,
            CloseTime = alliance.IsShopClosed ? Earlier : null,
        };
    }

    private sealed partial class Members
    {
        public override Task<GetMemberResponse> GetMember(GetMemberRequest request, ServerCallContext context) =>
            request.Name == BrandsMember
                ? Task.FromResult(new GetMemberResponse { Member = Known() })
                : throw Refuse(ErrorReason.MemberNotFound, StatusCode.NotFound, "There is no such member.");

        public override Task<FindMemberResponse> FindMember(FindMemberRequest request, ServerCallContext context) =>
            request.ExternalId == "17850"
                ? Task.FromResult(new FindMemberResponse { Member = Known() })
                : throw Refuse(ErrorReason.MemberNotFound, StatusCode.NotFound, "There is no such member.");

        public override Task<ListMembersResponse> ListMembers(ListMembersRequest request, ServerCallContext context) =>
            Task.FromResult(new ListMembersResponse
            {
                Members =
                {
                    Known(),
                    new Member
                    {
                        Name = "members/01913b7e-0000-7000-8000-000000000009", ExternalId = Hostile,
                        State = MemberState.Unlinked, LinkTime = Earlier,
                    },
                },
                NextPageToken = "more",
            });

        private static Member Known() => new()
        {
            Name = BrandsMember,
            ExternalId = "17850",
            State = MemberState.Linked,
            LinkTime = Earlier,
        };
    }

    private sealed partial class Coupons
    {
        public override Task<FindCouponResponse> FindCoupon(FindCouponRequest request, ServerCallContext context) =>
            throw Refuse(ErrorReason.CouponNotFound, StatusCode.NotFound, "There is no such coupon.");
    }

    private sealed class Credentials(FakeAlliance alliance) : CredentialService.CredentialServiceBase
    {
        public override Task<ListCredentialsResponse> ListCredentials(
            ListCredentialsRequest request, ServerCallContext context)
        {
            Assert.Equal("partners/aster", request.Parent);
            return Task.FromResult(new ListCredentialsResponse { Credentials = { alliance.CredentialsOfBrand } });
        }

        public override Task<CreateCredentialResponse> CreateCredential(
            CreateCredentialRequest request, ServerCallContext context)
        {
            var replayed = alliance.Commands.OfType<CreateCredentialRequest>()
                .Count(c => c.RequestId == request.RequestId) > 1;
            var made = new Credential
            {
                Name = "partners/aster/credentials/aster-new",
                ClientId = "aster-new",
                DisplayName = request.DisplayName,
                Role = request.Role,
                CreateTime = Earlier,
            };
            made.Scopes.AddRange(request.Scopes);
            if (!replayed)
                alliance.CredentialsOfBrand.Add(made);
            return Task.FromResult(new CreateCredentialResponse
            {
                Credential = made,
                ClientSecret = replayed ? "" : GivenSecret,
                Replayed = replayed,
            });
        }

        public override Task<RotateCredentialResponse> RotateCredential(
            RotateCredentialRequest request, ServerCallContext context) =>
            Task.FromResult(new RotateCredentialResponse
            {
                Credential = alliance.CredentialsOfBrand.Single(c => c.Name == request.Name),
                ClientSecret = GivenSecret,
            });

        public override Task<RevokeCredentialResponse> RevokeCredential(
            RevokeCredentialRequest request, ServerCallContext context)
        {
            var credential = alliance.CredentialsOfBrand.Single(c => c.Name == request.Name);
            credential.Revoked = true;
            return Task.FromResult(new RevokeCredentialResponse { Credential = credential });
        }
    }

    private sealed class Adjustments(FakeAlliance alliance) : AdjustmentService.AdjustmentServiceBase
    {
        public override Task<ListAdjustmentsResponse> ListAdjustments(
            ListAdjustmentsRequest request, ServerCallContext context)
        {
            Assert.Equal("partners/aster", request.Parent);
            return Task.FromResult(new ListAdjustmentsResponse
            {
                Adjustments =
                {
                    alliance.AdjustmentsOfBrand.Where(
                        a => !request.Waiting || a.State is AdjustmentState.Proposed),
                },
            });
        }

        public override Task<GetAdjustmentResponse> GetAdjustment(
            GetAdjustmentRequest request, ServerCallContext context) =>
            Task.FromResult(new GetAdjustmentResponse { Adjustment = Named(request.Name) });

        public override Task<ProposeAdjustmentResponse> ProposeAdjustment(
            ProposeAdjustmentRequest request, ServerCallContext context)
        {
            var made = new Adjustment
            {
                Name = "partners/aster/adjustments/01913b7e-0000-7000-8000-000000000003",
                State = AdjustmentState.Proposed,
                Member = request.Member,
                Coin = request.Coin,
                Units = request.Units,
                ReasonCode = request.ReasonCode,
                Reason = request.Reason,
                Proposer = "partners/aster/users/ada",
                ProposeTime = Earlier,
                ExpireTime = Earlier,
            };
            alliance.AdjustmentsOfBrand.Add(made);
            return Task.FromResult(new ProposeAdjustmentResponse { Adjustment = made });
        }

        public override Task<ApproveAdjustmentResponse> ApproveAdjustment(
            ApproveAdjustmentRequest request, ServerCallContext context)
        {
            var found = Named(request.Name);
            (found.State, found.Decider, found.DecideTime, found.Journal) =
                (AdjustmentState.Booked, "partners/aster/users/ada", Earlier, "journals/" + Id);
            return Task.FromResult(new ApproveAdjustmentResponse { Adjustment = found });
        }

        public override Task<RejectAdjustmentResponse> RejectAdjustment(
            RejectAdjustmentRequest request, ServerCallContext context)
        {
            var found = Named(request.Name);
            (found.State, found.Decider, found.DecideTime, found.DecisionReason) =
                (AdjustmentState.Rejected, "partners/aster/users/ada", Earlier, request.Reason);
            return Task.FromResult(new RejectAdjustmentResponse { Adjustment = found });
        }

        public override Task<GetAdjustmentLimitResponse> GetAdjustmentLimit(
            GetAdjustmentLimitRequest request, ServerCallContext context) => request.Coin == "coins/aster"
            ? Task.FromResult(new GetAdjustmentLimitResponse
            {
                Limit = new()
                {
                    Coin = request.Coin,
                    DailyUnits = 500,
                    RemainingUnits = 350,
                    Usual = true,
                    ResetTime = Earlier,
                },
            })
            : throw Refuse(ErrorReason.CoinNotFound, StatusCode.NotFound, "There is no such coin.");

        public override Task<SetAdjustmentLimitResponse> SetAdjustmentLimit(
            SetAdjustmentLimitRequest request, ServerCallContext context) =>
            Task.FromResult(new SetAdjustmentLimitResponse { Limit = new() { Coin = request.Coin } });

        private Adjustment Named(string name) => alliance.AdjustmentsOfBrand.Find(a => a.Name == name)
            ?? throw Refuse(ErrorReason.AdjustmentNotFound, StatusCode.NotFound, "There is no such proposal.");
    }
}
