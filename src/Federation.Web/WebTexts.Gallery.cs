namespace Federation.Web;

/// <summary>What the gallery says, and what it shares with the pages it samples.</summary>
public sealed partial class WebTexts
{
    // The gallery.
    public string Gallery => Get();
    public string GalleryLead => Get();
    public string GallerySurface => Get();
    public string Surfaces => Get();
    public string Pieces => Get();
    public string PageBasics => Get();
    public string PageWallet => Get();
    public string PagePay => Get();
    public string PagePayEnded => Get();
    public string PageReceipt => Get();
    public string PageForm => Get();
    public string PageConfirm => Get();
    public string PageTables => Get();
    public string PageCharts => Get();
    public string PageStates => Get();
    public string StatesLead => Get();
    public string SandboxDay(string day) => Fill([day]);
    public string Viewer => Get();

    // Brands.
    public string Aster => Get();
    public string Birch => Get();
    public string Cedar => Get();
    public string Dune => Get();
    public string Alliance => Get();
    public string BirchShop => Get();
    public string Ada => Get();
    public string Ben => Get();

    // The wallet's samples.
    public string YourCoins => Get();
    public string IfYouAreAt => Get();
    public string Shop => Get();
    public string Show => Get();
    public string WhatHappened => Get();
    public string BoughtAtAster => Get();
    public string BoughtWhy(string money, string day) => Fill([money, day]);
    public string PaidAtBirch => Get();
    public string PaidWhy(string coins, string worth, string given) => Fill([coins, worth, given]);
    public string ReturnedAtDune => Get();
    public string ReturnedWhy(string money) => Fill([money]);

    // The pay page's samples.
    public string ShowThisAtTheTill => Get();
    public string WorthHereAndThere(string here, string there) => Fill([here, there]);
    public string PayWith => Get();
    public string ExpireFirst(string count) => Fill([count]);
    public string ArrivesElsewhere(string share) => Fill([share]);
    public string AtMost => Get();
    public string MakeNewCode => Get();

    // The receipt's samples.
    public string ReceiptAside => Get();
    public string HowDune => Get();
    public string HowAster => Get();
    public string HowCedar => Get();
    public string YourPurchase => Get();
    public string KeepsAster => Get();
    public string KeepsCedar => Get();
    public string KeepsDune => Get();
    public string AllianceFee => Get();
    public string Rounding => Get();
    public string GivenBack => Get();
    public string GivenBackWhy(string coins) => Fill([coins]);
    public string Print => Get();

    // The form's samples.
    public string GoodwillCredit => Get();
    public string GoodwillLead => Get();
    public string MemberNumber => Get();
    public string MemberNumberHint => Get();
    public string MemberNumberMissing => Get();
    public string HowManyCoins => Get();
    public string TooManyCoins(string most) => Fill([most]);
    public string GoodsValue => Get();
    public string Comment => Get();
    public string Reason => Get();
    public string ReasonMissing => Get();
    public string ReasonBroken => Get();
    public string ReasonLate => Get();
    public string TellMember => Get();
    public string Send => Get();
    public string ConvertCoins => Get();
    public string ConvertWhat => Get();
    public string ConvertLoss(string money) => Fill([money]);
    public string ConvertAct => Get();

    // Notes and pieces.
    public string SayNote => Get();
    public string SayNoteWhy => Get();
    public string SayGood => Get();
    public string SayGoodWhy => Get();
    public string SayWarn => Get();
    public string SayWarnWhy => Get();
    public string SayBad => Get();
    public string SayBadWhy => Get();
    public string Position => Get();
    public string PositionNote => Get();
    public string CoinsOut => Get();
    public string CoinsOutNote(string wallets, string money) => Fill([wallets, money]);
    public string BoughtInNovember => Get();
    public string OctoberNote(string count) => Fill([count]);
    public string WayIntoForce => Get();
    public string StepDraft => Get();
    public string StepDraftBy => Get();
    public string StepProven => Get();
    public string StepProvenBy => Get();
    public string StepApproved => Get();
    public string StepApprovedBy => Get();
    public string FourEyesHead => Get();
    public string PublishBoard => Get();
    public string DuneRaises => Get();
    public string Yesterday => Get();
    public string Today => Get();
    public string SecretHead => Get();
    public string ClientSecret => Get();
    public string AgainstBoard1 => Get();
    public string Board1 => Get();
    public string Draft3 => Get();
    public string DuneAsks => Get();
    public string DunePays => Get();
    public string PairFee => Get();
    public string TagsHead => Get();
    public string TagFailing => Get();
    public string TagConfirmed => Get();
    public string TagSent => Get();
    public string TagWaits => Get();
    public string TagDraft => Get();

    // Tables.
    public string SettlementPayments => Get();
    public string From => Get();
    public string To => Get();
    public string AmountHead => Get();
    public string State => Get();
    public string Sum => Get();
    public string OneCoinBecomes => Get();
    public string YourJournals => Get();
    public string Earned => Get();
    public string SpentElsewhere => Get();
    public string SpentHere => Get();
    public string TakenBack => Get();
    public string JournalDetail(string member, string reference) => Fill([member, reference]);
    public string HostileName => Get();

    // Charts.
    public string GainByBrand => Get();
    public string GainUnit => Get();
    public string GainFinding => Get();
    public string UpTo => Get();
    public string SpentWithYou => Get();
    public string SpentUnit => Get();
    public string SpentFinding => Get();
    public string Week => Get();
    public string Spent => Get();
    public string WhoCameBack => Get();
    public string CohortUnit => Get();
    public string FirstBought => Get();
    public string Members => Get();

    // Charts of the gallery.
    public string SpentByCoin => Get();
    public string PartsFinding => Get();
    public string WalletSizes => Get();
    public string WalletSizesUnit => Get();
    public string SizesFinding => Get();
    public string CoinsInWallet => Get();
    public string TheCircle => Get();
    public string TheCircleUnit => Get();
    public string CircleFinding => Get();
    public string CircleRate => Get();
    public string AfterNetting => Get();
    public string AfterNettingUnit => Get();
    public string NetFinding => Get();
}
