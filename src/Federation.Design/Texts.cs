namespace Federation.Design;

/// <summary>What the pieces say.</summary>
public sealed class Texts : Sentences
{
    private static readonly TextTable Table = new(typeof(Texts).Assembly);
    private static readonly Texts English = new(Language.English);
    private static readonly Texts Chinese = new(Language.Chinese);

    private Texts(Language language) : base(Table, language)
    {
    }

    public static Texts In(Language language) => language is Language.Chinese ? Chinese : English;

    // The page.
    public string DocumentTitle(string page) => Fill([page]);
    public string DocumentTitleWithErrors(string title) => Fill([title]);
    public string SkipToContent => Get();
    public string DarkTheme => Get();
    public string LightTheme => Get();
    public string SystemTheme => Get();
    public string Menu => Get();

    // The wallet.
    public string Wallet => Get();
    public string Rewards => Get();
    public string Pay => Get();
    public string Activity => Get();
    public string Me => Get();
    public string Inbox => Get();
    public string InboxUnread(long count, string number) => Count(count, [number]);
    public string CoinsAreWorth => Get();
    public string AtTheirShops(string date) => Fill([date]);
    public string ExpireOn(string amount, string date) => Fill([amount, date]);
    public string GoodUntil(string date) => Fill([date]);
    public string WorthAt(string money, string brand) => Fill([money, brand]);
    public string NothingYet => Get();
    public string ExpiresToday => Get();
    public string ExpiresInDays(long count, string number) => Count(count, [number]);
    public string SpendThem => Get();
    public string Convert => Get();
    public string GiveAway => Get();
    public string PartArrives(string share) => Fill([share]);
    public string PartyKeeps(string party, string share) => Fill([party, share]);
    public string WorthOf(string money) => Fill([money]);
    public string Becomes => Get();

    // The pay code.
    public string PayCode => Get();
    public string UpTo(string amount) => Fill([amount]);
    public string QrPicture => Get();
    public string WorksOnce => Get();
    public string CodeGoodUntil(string time) => Fill([time]);
    public string SecondsLeft(long count, string number) => Count(count, [number]);
    public string CodeHasRunOut => Get();

    // The receipt.
    public string PaidAt => Get();
    public string YouGave => Get();
    public string WorthAtOwnShops => Get();
    public string WhoKeptWhat => Get();
    public string Party => Get();
    public string Gets => Get();
    public string ShareOfWhole => Get();
    public string Together => Get();
    public string SharesAddUp => Get();
    public string Proof => Get();
    public string ProofChecked => Get();
    public string ProofEntry(string number) => Fill([number]);
    public string ProofPending => Get();
    public string Checkpoint => Get();
    public string RootHash => Get();
    public string PathLength(long count, string number) => Count(count, [number]);
    public string ProofPath => Get();
    public string SaveWithProof => Get();

    // Notes and forms.
    public string Note => Get();
    public string Success => Get();
    public string Warning => Get();
    public string Problem => Get();
    public string ThereIsAProblem => Get();
    public string Error => Get();
    public string YouHave(string amount) => Fill([amount]);
    public string NotRequired(string label) => Fill([label]);
    public string Cancel => Get();
    public string WhatHappens => Get();
    public string HowMuch => Get();
    public string ToWhom => Get();
    public string CanBeUndoneUntil(string time) => Fill([time]);
    public string CannotBeUndone => Get();
    public string ShownOnce => Get();
    public string Copy => Get();
    public string Copied => Get();

    public string RefusalNamed => Get();
    public string RequestNumber => Get();
    public string NotReachable => Get();
    public string NotReachableWhy => Get();
    public string TryAgain => Get();
    public string StillReckoning => Get();
    // Steps, approval, changes.
    public string StepDone => Get();
    public string StepNow => Get();
    public string StepLater => Get();
    public string AskedFor(string person, string time) => Fill([person, time]);
    public string NeedsAnother(string person) => Fill([person]);
    public string YouAsked => Get();
    public string ApprovedBy(string person, string time) => Fill([person, time]);
    public string ReasonGiven(string reason) => Fill([reason]);
    public string Approve => Get();
    public string Refuse => Get();
    public string What => Get();
    public string Before => Get();
    public string After => Get();

    // Tables and feeds.
    public string SortedUp => Get();
    public string SortedDown => Get();
    public string EarlierPage => Get();
    public string LaterPage => Get();
    public string Pages(string table) => Fill([table]);
    public string SaveAsCsv => Get();
    public string Given => Get();
    public string ToCoin(string coin) => Fill([coin]);
    public string OwnShop => Get();
    public string Gains(string share) => Fill([share]);
    public string Changed => Get();
    public string OfWorthArrives => Get();
    public string Live => Get();
    public string ShowNewest => Get();
    public string ShowNewer(long count, string number) => Count(count, [number]);
    public string NewestFirst => Get();
    public string SameAsTable => Get();
    public string Others => Get();

    // What arrives where.
    public string AtShop(string shop) => Fill([shop]);
    public string NothingTaken => Get();

    // Of a pay code that was shown.
    public string HasItBeenUsed => Get();

    // Levels.
    public string LevelUntil(string date) => Fill([date]);
    public string MissingToLevel(string number, string level) => Fill([number, level]);
    public string CountedSoFar(string number, string whole) => Fill([number, whole]);
    public string CountsUntil(string date) => Fill([date]);
    public string HighestLevel => Get();
}
