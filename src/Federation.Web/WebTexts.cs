using Federation.Design;

namespace Federation.Web;

/// <summary>What the pages say.</summary>
public sealed partial class WebTexts : Sentences
{
    private static readonly TextTable Table = new(typeof(WebTexts).Assembly);
    private static readonly WebTexts English = new(Language.English);
    private static readonly WebTexts Chinese = new(Language.Chinese);

    private WebTexts(Language language) : base(Table, language)
    {
    }

    public static WebTexts In(Language language) => language is Language.Chinese ? Chinese : English;

    // Pages that answer for others.
    public string PageMissing => Get();
    public string PageMissingWhy => Get();
    public string PageFailed => Get();
    public string PageFailedWhy => Get();
    public string RequestNumber => Get();

    // The sign-in.
    public string SignInFailed => Get();
    public string SignInAway => Get();
    public string SignInLate => Get();
    public string SignInRefused => Get();
    public string SignInAgain => Get();
    public string SignedOut => Get();
    public string SignedOutWhy => Get();

    public string RefusedWithoutSentence => Get();
    public string CouponsToClaim => Get();
    public string ClaimCoupon => Get();
    public string GoodForDays(long count, string number) => Count(count, [number]);
    public string NoCoins => Get();
    public string NoCoinsWhy => Get();
    public string LinkBrand => Get();
    // The wallet.
    public string KindEarned => Get();
    public string KindSpent => Get();
    public string KindTakenBack => Get();
    public string KindRefunded => Get();
    public string KindUndone => Get();
    public string KindExchanged => Get();
    public string KindReserved => Get();
    public string KindCaptured => Get();
    public string KindReleased => Get();
    public string KindGift => Get();
    public string KindExpired => Get();
    public string KindNoticed => Get();
    public string KindConfirmed => Get();
    public string KindAdjusted => Get();
    public string CanBeSpent => Get();
    public string NotYetAvailable => Get();
    public string Owed => Get();
    public string OwedWhy => Get();
    public string SpendAtTill => Get();
    public string LotsInOrder => Get();
    public string GoodUntilHead => Get();
    public string WhereFrom => Get();
    public string HowMany => Get();
    public string NeverExpires => Get();
    public string NotBeforeTold(string day) => Fill([day]);
    public string FromPromotion => Get();
    public string FromMoney => Get();
    public string FromBuying => Get();
    public string WalletFrozen => Get();
    public string WalletUnlinked => Get();
    public string WalletClosed => Get();
    public string Coin => Get();
    public string OpeningAndClosing(string opening, string closing) => Fill([opening, closing]);
    public string NothingThisMonth => Get();
    public string UnderReference(string reference) => Fill([reference]);
    public string AtTime(string time) => Fill([time]);
    public string Months => Get();
    public string MoreOfThisMonth => Get();
    public string When => Get();
    public string Reference => Get();
    public string JournalName => Get();
    public string DayAndTime(string day, string time) => Fill([day, time]);
    public string AtMostHint => Get();
    public string ChooseCoin => Get();
    public string ChooseOtherCoin => Get();
    public string AmountWrong(string least) => Fill([least]);
    public string NothingToConvert => Get();
    public string NothingToConvertWhy => Get();
    public string ConvertFromTo(string from, string to) => Fill([from, to]);
    public string ConvertUndo => Get();
    public string ConvertGivesGets(string given, string got) => Fill([given, got]);
    public string CoinWithAmount(string brand, string amount) => Fill([brand, amount]);
    public string GoOn => Get();
    public string UndoUntil(string time) => Fill([time]);
    public string UndoConversion => Get();
    public string ConversionUndone => Get();
    public string HowOwnCoin => Get();
    public string HowLeg(string coin, string pays, string target, string worth, string fee) =>
        Fill([coin, pays, target, worth, fee]);
    public string ShareValue(string brand) => Fill([brand]);
    public string ShareSpread(string brand) => Fill([brand]);
    public string ConvertedInto => Get();
    public string ShareFee => Get();
    public string SendAgain => Get();
    public string YourBrands => Get();
    public string SignOut => Get();
    public string SignOutWhy => Get();
    public string You => Get();
    public string LinkCode => Get();
    public string LinkCodeHow => Get();
    public string LinkBrandWhy => Get();
    public string MakeLinkCode => Get();
    public string Consents => Get();
    public string ConsentsWhy => Get();
    public string ConsentGiven => Get();
    public string ConsentGivenUpTo(string most) => Fill([most]);
    public string ConsentMissing => Get();
    public string EndConsent => Get();
    public string EndConsentWhy => Get();
    public string DailyCap => Get();
    public string DailyCapHint => Get();
    public string AllowSpending => Get();
    public string LinkedSince(string day) => Fill([day]);
    public string LinkEnded => Get();
    public string SignInAndSecurity => Get();

    // What coins are worth.
    public string TheAlliance => Get();
    public string NotTakenSuspended => Get();
    public string NotTakenUnlinked => Get();
    public string NotTakenFrozen => Get();
    public string NotTakenClosed => Get();
    public string NotTakenNone => Get();
    public string NotTakenNoRate => Get();
    public string NotTakenFew => Get();
    public string NotTaken => Get();
    public string WorthWhere => Get();
    public string NoRates => Get();
    public string NoRatesWhy => Get();
    public string NoShops => Get();
    public string NoShopsWhy => Get();
    public string BackToWallet => Get();
    public string AllOfItThere => Get();
    public string PlanPayment => Get();
    public string HowItIsReckoned => Get();
    public string RatesWhy => Get();
    public string RatesSince(string day) => Fill([day]);
    public string AllShops => Get();
    public string AllShopsNote => Get();
    public string EarlierShops => Get();
    public string LaterShops => Get();

    // Pay codes.
    public string NoSuchCode => Get();
    public string NoSuchCodeWhy => Get();
    public string RevokeWhy => Get();
    public string RevokeCode => Get();
    public string OrSeveral => Get();
    public string AtMostMoneyHint => Get();
    public string SeeFirst => Get();
    public string ChooseCoins(string most) => Fill([most]);
    public string OfCoinsAt(long count, string number, string shop) => Count(count, [number, shop]);
    public string OfCoins(long count, string number) => Count(count, [number]);
    public string CodeRevoked => Get();
    public string CodeRevokedWhy => Get();
    public string CodeReserves => Get();
    public string CodeReservesWhy => Get();
    public string CodeUsed => Get();
    public string CodeUsedWhy => Get();
    public string Refunds => Get();

    // Pay with everything.
    public string PlanTitle => Get();
    public string PlanAmount => Get();
    public string ChooseShop => Get();
    public string ShopHasNoTill => Get();
    public string LeftOut => Get();
    public string TakeAgain => Get();
    public string NotEnough => Get();
    public string Missing(string coins, string brand) => Fill([coins, brand]);
    public string TakeAllAgain => Get();
    public string PayLess(string money) => Fill([money]);
    public string LinkAnother => Get();
    public string EarnThere(string brand) => Fill([brand]);
    public string WouldTake(string brand, string money, string coins) => Fill([brand, money, coins]);
    public string BecomesWord => Get();
    public string LegLoses(string money) => Fill([money]);
    public string LegLosesNothing => Get();
    public string TakeEarlier => Get();
    public string LeaveOut => Get();
    public string ThatCoin(string brand) => Fill([brand]);
    public string YouGiveWorth => Get();
    public string MoreIsLost(string money) => Fill([money]);
    public string UseBestOrder => Get();
    public string LeastLost(string money) => Fill([money]);
    public string NothingLost => Get();
    public string MakeCodeForIt => Get();
    public string CodeForItWhy => Get();
    public string CodeHasNoOrder => Get();

    // Refunds, levels, coupons, and leaving a brand.
    public string ByCorrection => Get();
    public string NoRefunds => Get();
    public string NoRefundsWhy => Get();
    public string ReservedNow => Get();
    public string ReservedWhy => Get();
    public string ReservedUntil(string brand, string time) => Fill([brand, time]);
    public string RefundsDone => Get();
    public string EarlierRefunds => Get();
    public string UnlinkTitle(string brand) => Fill([brand]);
    public string NotLinkedHere => Get();
    public string NotLinkedHereWhy => Get();
    public string UnlinkAct => Get();
    public string UnlinkWhat(string brand) => Fill([brand]);
    public string UnlinkFreezesNone => Get();
    public string UnlinkLoss => Get();
    public string UnlinkUndo(string brand) => Fill([brand]);
    public string WhatStops => Get();
    public string StopsSpending(string brand) => Fill([brand]);
    public string StopsPaying(string brand) => Fill([brand]);
    public string StopsSeeing(string brand) => Fill([brand]);
    public string StopsCodes => Get();
    public string Unlink => Get();
    public string YourLevels => Get();
    public string NoLevels => Get();
    public string NoLevelsWhy => Get();
    public string YourCoupons => Get();
    public string NoCoupons => Get();
    public string NoCouponsWhy => Get();
    public string CouponGoodUntil(string day) => Fill([day]);
    public string CouponWasGoodUntil(string day) => Fill([day]);
    public string CouponUses(long count, string left, string all) => Count(count, [left, all]);
    public string ShowCoupon => Get();
    public string CouponPicture => Get();
    public string MoreCoupons => Get();
    public string CouponActive => Get();
    public string CouponUsed => Get();
    public string CouponExpired => Get();
    public string CouponVoid => Get();
    public string WhyTheseCoins => Get();
    public string AllOfIt => Get();

    // The order behind a change.
    public string AllOfTheOrder => Get();

    // The second form of the pay page.
    public string MakeCodeOfThese => Get();

    // Of a receipt.
    public string GivenBackSince(string coins) => Fill([coins]);

    // Own coins without a rate.
    public string TakenAsTheyAre => Get();
}
