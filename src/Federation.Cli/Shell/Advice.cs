using Federation.Errors.V1;

namespace Federation.Cli;

/// <summary>What a person can do about a refusal.</summary>
/// <param name="Sentence">What to do.</param>
/// <param name="Command">The command that does it or says how, as it can be pasted; begins with
/// <c>federation</c>.</param>
internal sealed record Advice(string Sentence, string? Command = null)
{
    private static readonly Advice Wait = new("Wait a moment and send the same command again.");
    private static readonly Advice NewLinkCode =
        new("Let the member's other brand make a new code:", "federation members link-code --help");
    private static readonly Advice NewPayCode =
        new("Let the coin's brand make a new code:", "federation members pay-code --help");
    private static readonly Advice Boards = new("See the boards and their states:", "federation boards list");
    private static readonly Advice RuleSets =
        new("See a programme's rule sets and their states:", "federation programs list --help");
    private static readonly Advice Adjustments =
        new("See the proposals and their states:", "federation adjustments list --help");
    private static readonly Advice Users = new("See the people and what waits:", "federation users list --help");
    private static readonly Advice NewQuote = new("Ask for a new quote:", "federation quote --help");
    private static readonly Advice Owner = new("Name with --as the brand that it belongs to.");

    private static readonly Advice NewOffer =
        new("Evaluate the order again, with a new offer:", "federation orders evaluate --help");
    private static readonly Advice Coupons = new("See the member's coupons:", "federation coupons list --help");

    private static readonly Dictionary<ErrorReason, Advice> All = new()
    {
        [ErrorReason.TokenInvalid] = new("Check that --credentials belongs to the alliance behind --address."),
        [ErrorReason.ScopeMissing] = new("Name with --as a credential that has the scope. See which have it:",
            "federation credentials list --help"),
        [ErrorReason.RoleMissing] = new("Name with --as a credential that has the role. See which have it:",
            "federation credentials list --help"),
        [ErrorReason.NotYours] = Owner,
        [ErrorReason.FieldInvalid] =
            new("Correct what is named above; --help after the same command says what it takes."),
        [ErrorReason.BatchTooLarge] = new("Send it in smaller parts."),
        [ErrorReason.MessageTooLarge] = new("Send it in smaller parts."),
        [ErrorReason.RequestIdReused] = new(
            "Leave --request-id out: a new one is made. An order's number, and a return's, stands for one content: "
            + "choose another."),
        [ErrorReason.PartnerNotFound] = new("See the brands:", "federation partners list"),
        [ErrorReason.CoinNotFound] = new("See the coins:", "federation coins list"),
        [ErrorReason.MerchantNotFound] = new("See a brand's merchants:", "federation merchants list --help"),
        [ErrorReason.MerchantClosed] = new("Its brand can open it again:", "federation merchants update --help"),
        [ErrorReason.AdjustmentNotFound] = Adjustments,
        [ErrorReason.AdjustmentNotProposed] = Adjustments,
        [ErrorReason.AdjustmentExpired] = new("Propose it again:", "federation adjustments propose --help"),
        [ErrorReason.AdjustmentLimitExceeded] = new(
            "Propose less, wait for the next day, or let an admin of the brand raise the limit:",
            "federation adjustments limit --help"),
        [ErrorReason.AdjustmentNeedsApproval] = new("Propose it:", "federation adjustments propose --help"),
        [ErrorReason.NoticeTooWeak] = new("See what the coin's rule asks for:", "federation coins list"),
        [ErrorReason.MemberNotFound] = new(
            "Each brand has its own name and number of a member. Look it up as this brand:",
            "federation members find --help"),
        [ErrorReason.WalletNotFound] = new("The member has earned none of these coins yet."),
        [ErrorReason.JournalNotFound] = Owner,
        [ErrorReason.OutcomeNotFound] = Owner,
        [ErrorReason.BoardNotFound] = Boards,
        [ErrorReason.CredentialNotFound] = new("See the credentials:", "federation credentials list --help"),
        [ErrorReason.UserNotFound] = Users,
        [ErrorReason.UserNotProposed] = Users,
        [ErrorReason.LastAdmin] = new("Make somebody else an admin first:", "federation users invite --help"),
        [ErrorReason.UserEnded] = new("Invite the person anew:", "federation users invite --help"),
        [ErrorReason.SessionNotFound] = new("See where a person is signed in:", "federation users sessions --help"),
        [ErrorReason.UsersExhausted] = new("End those who left:", "federation users end --help"),
        [ErrorReason.LinkCodeNotFound] = NewLinkCode,
        [ErrorReason.LinkCodeExpired] = NewLinkCode,
        [ErrorReason.LinkCodeUsed] = NewLinkCode,
        [ErrorReason.PayCodeNotFound] = NewPayCode,
        [ErrorReason.PayCodeExpired] = NewPayCode,
        [ErrorReason.PayCodeUsed] = NewPayCode,
        [ErrorReason.PayCodeRevoked] = NewPayCode,
        [ErrorReason.PayCodeMismatch] = NewPayCode,
        [ErrorReason.PayCodeLimitExceeded] = NewPayCode,
        [ErrorReason.AlreadyExists] = new("It is there already: use it, or choose another id or number."),
        [ErrorReason.PartnerSuspended] = new("An alliance admin can resume it:", "federation partners resume --help"),
        [ErrorReason.NotLinked] = new("Link the member with this brand again:", "federation members link --help"),
        [ErrorReason.AlreadyLinked] = new("Look the member up as this brand:", "federation members list --help"),
        [ErrorReason.ConsentMissing] = new(
            "Ask the member for a pay code, or to allow spending elsewhere:", "federation members consent --help"),
        [ErrorReason.DailyCapExceeded] =
            new("Take less, or let the member raise the cap:", "federation members consent --help"),
        [ErrorReason.GiftLimitReached] =
            new("Give it on the next day, as a new request; the coin's rule:", "federation coins get --help"),
        [ErrorReason.BoardNotProposed] = Boards,
        [ErrorReason.BoardNotApproved] =
            new("Let another person approve it first:", "federation boards approve --help"),
        [ErrorReason.BoardNotDraft] = new("Write a new draft:", "federation boards draft --help"),
        [ErrorReason.BoardUnsafe] =
            new("See the circle, and change one of its values:", "federation boards check --help"),
        [ErrorReason.ReasonMissing] = new(
            "See what deviates from the board in force, or what a rule set gives away, and say with --reason why it is "
            + "meant."),
        [ErrorReason.SamePerson] = new(
            "Let another person approve it: --as approver, or for a brand with another credential of it."),
        [ErrorReason.ReferralCodeNotFound] = new("See a member's own code:", "federation referrals code --help"),
        [ErrorReason.CaseNotFound] = new("See the cases:", "federation cases list --help"),
        [ErrorReason.CaseDecided] = new("See how it was decided:", "federation cases show --help"),
        [ErrorReason.RiskRefused] = new(
            "The rule is the brand's own. See what it counts:", "federation programs get --help"),
        [ErrorReason.ReferralNotFound] = new("See the referrals:", "federation referrals list --help"),
        [ErrorReason.ProgramNotFound] =
            new("See a brand's programmes, as that brand:", "federation programs list --help"),
        [ErrorReason.RuleSetNotFound] = RuleSets,
        [ErrorReason.RuleSetNotDraft] = new("Make a new draft:", "federation programs draft --help"),
        [ErrorReason.RuleSetNotProposed] = RuleSets,
        [ErrorReason.RuleSetNotApproved] =
            new("Let another person of the brand approve it first:", "federation programs approve --help"),
        [ErrorReason.RuleSetUnsafe] = new("See everything that is wrong with it:", "federation programs check --help"),
        [ErrorReason.NoRuleSetInForce] =
            new("Draft, propose, approve and publish a rule set:", "federation programs --help"),
        [ErrorReason.EvaluationNotFound] =
            new("See which record the order has:", "federation orders show --help"),
        [ErrorReason.TendersNotTotal] = new(
            "Let the tenders pay exactly that. See what the order comes to:", "federation orders evaluate --help"),
        [ErrorReason.CoinShareExceeded] = new("Let coins pay at most that, and money the rest."),
        [ErrorReason.OrderTooLarge] = new("Place it as several orders."),
        [ErrorReason.OrderNotFound] = new(
            "Only what was placed has a name. Name it by the brand's own numbers:", "federation orders show --help"),
        [ErrorReason.OrderCancelled] = new(
            "See when and why. If the customer wants it all the same, place it again under another event id:",
            "federation orders show --help"),
        [ErrorReason.OrderNotPaid] = new(
            "Cancel it, or report first that it was paid:", "federation orders advance --help"),
        [ErrorReason.OrderHandedOver] = new("Take its goods back instead:", "federation orders return --help"),
        [ErrorReason.ReturnExceedsOrder] =
            new("See what came back of the order before:", "federation orders show --help"),
        [ErrorReason.ReturnTooLate] = new(
            "If the goods came back in time, say with --at when:", "federation orders return --help"),
        [ErrorReason.OfferInvalid] = NewOffer,
        [ErrorReason.OfferExpired] = NewOffer,
        [ErrorReason.OfferGone] = new(
            "Show the customer the new price, then place it with --accept-changes, or by a new offer:",
            "federation orders place --help"),
        [ErrorReason.OrderTooLong] = new("Settle further returns by hand: it has all the steps that it can have."),
        [ErrorReason.BelongsToProgram] = new(
            "It is undone as a whole: cancel the order or the redemption, or take the order's goods back:",
            "federation --help"),
        [ErrorReason.RewardNotFound] = new("See the brand's rewards:", "federation rewards list --help"),
        [ErrorReason.RewardOutOfStock] = new("See what is left:", "federation rewards show --help"),
        [ErrorReason.RewardPriceChanged] = new("See what it costs the member:", "federation rewards offers --help"),
        [ErrorReason.RewardLevelMissing] = new("See what the member may have:", "federation rewards offers --help"),
        [ErrorReason.RewardNotActive] = new("Activate it:", "federation rewards activate --help"),
        [ErrorReason.RedemptionNotFound] = new("See what was redeemed:", "federation rewards redemptions --help"),
        [ErrorReason.RedemptionHeld] = new("Sign in to the portal, and decide about it there."),
        [ErrorReason.RedemptionNotHeld] = new("See what became of it:", "federation rewards redemption --help"),
        [ErrorReason.RedemptionDone] = new("See what became of it:", "federation rewards redemption --help"),
        [ErrorReason.CouponNotFound] = Coupons,
        [ErrorReason.CouponExpired] = Coupons,
        [ErrorReason.CouponUsed] = Coupons,
        [ErrorReason.CouponDefinitionNotFound] = new(
            "See which coupons the rule set in force defines:", "federation programs get --help"),
        [ErrorReason.CouponNotClaimable] =
            new("Give it by hand instead:", "federation coupons grant --help"),
        [ErrorReason.ClaimLimitReached] = Coupons,
        [ErrorReason.CorrectionOpen] = new(
            "Approve or reject that one first, and wait until it is done:", "federation programs correct show --help"),
        [ErrorReason.CorrectionNotProposed] =
            new("See what became of it:", "federation programs correct show --help"),
        [ErrorReason.CorrectionTooLarge] = new("Correct shorter periods, one after the other."),
        [ErrorReason.BrandNotProven] = new("Open a sign-in link of that brand while you are signed in."),
        [ErrorReason.SignInNotRecent] = new("Sign in again, and send it with the new token."),
        [ErrorReason.PersonRequired] = new("Sign in to the portal, and decide it there."),
        [ErrorReason.CorrectionNotFound] =
            new("See the programme's corrections:", "federation programs correct list --help"),
        [ErrorReason.BoardChanged] = new("See the board in force:", "federation boards get"),
        [ErrorReason.NoBoardInForce] = new("Propose, approve and publish a board:", "federation boards --help"),
        [ErrorReason.CoinNotOnBoard] = new("See the board in force:", "federation boards get"),
        [ErrorReason.SameCoin] =
            new("A coin is exchanged for another one; the merchant's own are redeemed:", "federation redeem --help"),
        [ErrorReason.QuoteNotFound] = NewQuote,
        [ErrorReason.QuoteExpired] = NewQuote,
        [ErrorReason.QuoteUsed] = NewQuote,
        [ErrorReason.QuoteMismatch] = NewQuote,
        [ErrorReason.AuthorizationNotFound] = new("Name the brand that authorized it with --as."),
        [ErrorReason.ExchangeNotFound] = new("Name the brand that asked for it with --as."),
        [ErrorReason.NotRefundable] = new(
            "A payment across brands is refunded as exchanges/{uuid}; a conversion is undone:",
            "federation undo-convert --help"),
        [ErrorReason.ClockNotMovable] = new("Only a sandbox's clock can be moved."),
        [ErrorReason.ClockBackwards] = new("Move it to a later moment. See where it stands:", "federation clock show"),
        [ErrorReason.CredentialRevoked] = new("Create a new one:", "federation credentials create --help"),
        [ErrorReason.InsufficientCoins] = new("Take at most what is available:", "federation wallets get --help"),
        [ErrorReason.HoldNotFound] = new("See a wallet's open holds:", "federation holds list --help"),
        [ErrorReason.HoldExpired] = new("Its coins are available again. Hold them again:", "federation hold --help"),
        [ErrorReason.WalletFrozen] = new("A partner admin can end the freeze:", "federation unfreeze --help"),
        [ErrorReason.WalletNotEmpty] =
            new("Spend, adjust or release what is left in it first:", "federation wallets get --help"),
        [ErrorReason.VersionMismatch] = new("It has changed. Look at it again, then decide again."),
        [ErrorReason.QueueFull] = Wait,
        [ErrorReason.RateLimited] = Wait,
        [ErrorReason.Contended] = Wait,
        [ErrorReason.ServiceUnknown] =
            new("Check that --address is a gateway of this alliance, of this version or newer."),
    };

    /// <summary>All that is ever printed.</summary>
    public static IEnumerable<Advice> Every => All.Values.Distinct();

    public static Advice? For(ErrorReason reason) => All.GetValueOrDefault(reason);

    public override string ToString() =>
        Command is null ? Sentence : $"{Sentence}{Environment.NewLine}  {ProgramName.In(Command)}";
}
