namespace Federation.Web;

/// <summary>What the pages of boards say.</summary>
public sealed partial class WebTexts
{
    // The list of boards.
    public string RatesSection => Get();
    public string BoardsPage => Get();
    public string BoardsLead => Get();
    public string DraftFromInForce => Get();
    public string DraftFromCsv => Get();
    public string IsInForce(string board) => Fill([board]);
    public string InForceFrom(string time) => Fill([time]);
    public string ShowBoard => Get();
    public string NoBoardInForce => Get();
    public string NoBoardInForceWhy => Get();
    public string NoBoards => Get();
    public string NoBoardsWhy => Get();
    public string AllBoards => Get();
    public string EarlierBoard => Get();
    public string LaterBoard => Get();
    public string BoardCompare => Get();
    public string Publications => Get();
    public string InForceFromHead => Get();
    public string BoardHead => Get();
    public string PublishedBy => Get();
    public string BoardReasonHead => Get();
    public string WrittenBy => Get();
    public string CoinsHead => Get();
    public string OwnPairsHead => Get();

    // What a board is called.
    public string BoardNumber(string number) => Fill([number]);
    public string DraftNumber(string number) => Fill([number]);
    public string BoardIsDraft => Get();
    public string BoardIsProposed => Get();
    public string BoardIsApproved => Get();
    public string BoardIsPublished => Get();
    public string BoardIsSuperseded => Get();
    public string BoardLead(string person, string time) => Fill([person, time]);
    public string DraftLead(string revision, string person, string time) => Fill([revision, person, time]);

    // One board.
    public string EditRates => Get();
    public string EditCsv => Get();
    public string WhatIfPage => Get();
    public string CompareWith(string board) => Fill([board]);
    public string DraftFromThis => Get();
    public string BoardBackTo(string board) => Fill([board]);
    public string BoardBack => Get();
    public string RatesAreExact => Get();
    public string WindowOf(string count) => Fill([count]);
    public string EarlierRows => Get();
    public string LaterRows => Get();
    public string EarlierColumns => Get();
    public string LaterColumns => Get();
    public string CoinGiven => Get();
    public string CoinCreated => Get();
    public string FindPair => Get();
    public string WorstPairs => Get();
    public string BoardWayHead => Get();
    public string Propose => Get();
    public string ProposeSeals => Get();
    public string ProposeStrays(long count, string number) => Count(count, [number]);
    public string CannotPropose => Get();
    public string WaitsForApproval => Get();
    public string ReasonToApprove => Get();
    public string ApproveBoard => Get();
    public string ApproverIsAnother => Get();
    public string PutIntoForce => Get();
    public string PutIntoForceWhy => Get();
    public string Straying => Get();
    public string BoardApprovals => Get();
    public string BoardByAt(string person, string time) => Fill([person, time]);
    public string WithReason(string reason) => Fill([reason]);
    public string ItsWayBack => Get();
    public string TheBand => Get();

    // Its way.
    public string WayRevision(string person, string revision) => Fill([person, revision]);
    public string WayProven => Get();
    public string WayProvenDone => Get();
    public string WayProvenNot => Get();
    public string WaySeals => Get();
    public string WayApproved => Get();
    public string WayApprovedBy(string person) => Fill([person]);
    public string WayApprovedByBrand(string brand) => Fill([brand]);
    public string WayBrandChanges => Get();
    public string WayPublished => Get();

    // The guard.
    public string GuardProven => Get();
    public string GuardProvenWhy => Get();
    public string GuardUndecided => Get();
    public string GuardUndecidedWhy => Get();
    public string CircleGains => Get();
    public string WouldComeBackAs(string given, string back) => Fill([given, back]);
    public string CircleReturns(string path, string product) => Fill([path, product]);
    public string CircleMend(string source, string target, string rate) => Fill([source, target, rate]);
    public string NoReasonHelps => Get();
    public string GainingCircle => Get();
    public string RateOfEach => Get();
    public string GainingCircleSays(string path, string product) => Fill([path, product]);
    public string TimesRate(string rate) => Fill([rate]);
    public string CircleSteps => Get();
    public string StepHead => Get();
    public string BoardRateHead => Get();
    public string AtMostHead => Get();
    public string GivesHead => Get();
    public string BecomesHead => Get();
    public string PairName(string source, string target) => Fill([source, target]);

    // What strays.
    public string NothingStrays(string board, string band) => Fill([board, band]);
    public string StraysByMoreThan(string band) => Fill([band]);
    public string BoardWhatHead => Get();
    public string ExpectedHead => Get();
    public string FoundHead => Get();
    public string BoardWhyHead => Get();
    public string StraysFromWayBack => Get();
    public string StraysFromBoard => Get();
    public string BoardAndMore(string count) => Fill([count]);
    public string ReasonNeeded => Get();

    // Fields.
    public string FieldOnValue => Get();
    public string FieldOffValue => Get();
    public string FieldFeePoints => Get();
    public string FieldFeeFixed => Get();
    public string FieldMinimum => Get();
    public string FieldMaximum => Get();
    public string FieldRate => Get();
    public string OfAlliance(string field) => Fill([field]);
    public string OfCoin(string brand, string field) => Fill([brand, field]);
    public string OfPair(string source, string target, string field) => Fill([source, target, field]);
    public string UnitIs(string money) => Fill([money]);

    // A pair.
    public string BoardPairHead => Get();
    public string TheWayBack => Get();
    public string ExactRate => Get();
    public string AsFraction(string fraction) => Fill([fraction]);
    public string ArrivesHead => Get();
    public string BoardFeeHead => Get();
    public string OwnOfPair => Get();
    public string WhatArrives => Get();
    public string SampleUnits => Get();
    public string ReckonSample => Get();
    public string SampleNotTaken => Get();
    public string NoSuchPair => Get();
    public string NoSuchPairWhy => Get();
    public string OwnTermsOfPair => Get();
    public string OwnTermsWhy => Get();
    public string BothOrNeither => Get();
    public string BoardNumberWrong => Get();
    public string SaveDraft => Get();
    public string WorstOf(string board) => Fill([board]);
    public string WorstLead => Get();
    public string OwnTermsHead => Get();
    public string BoardYes => Get();
    public string BoardNo => Get();

    // Editing.
    public string EditTitle(string draft) => Fill([draft]);
    public string NotADraft => Get();
    public string NotADraftWhy => Get();
    public string AnotherChanged => Get();
    public string YouSaw => Get();
    public string ItIsNow => Get();
    public string YouTyped => Get();
    public string OfTheAlliance => Get();
    public string ValuesOfCoins => Get();
    public string ValuesOfCoinsWhy => Get();
    public string CellWrong(string what) => Fill([what]);
    public string BothValuesOf(string brand) => Fill([brand]);
    public string PairsWithOwnTerms(string count) => Fill([count]);
    public string PairsWithOwnTermsWhy => Get();

    // CSV.
    public string CsvTitle(string draft) => Fill([draft]);
    public string CsvLead => Get();
    public string CsvLabel => Get();
    public string CsvHint => Get();
    public string MakeDraft => Get();
    public string CsvConflict => Get();
    public string CsvEmpty => Get();
    public string CsvHeading(string line, string heading) => Fill([line, heading]);
    public string CsvForm(string line) => Fill([line]);
    public string CsvCells(string line, string count) => Fill([line, count]);
    public string CsvKind(string line, string text) => Fill([line, text]);
    public string CsvCoin(string line, string text) => Fill([line, text]);
    public string CsvNumber(string line, string text) => Fill([line, text]);
    public string CsvHalf(string line) => Fill([line]);
    public string CsvValues(string line) => Fill([line]);
    public string CsvTwice(string line, string what) => Fill([line, what]);
    public string CsvBoard => Get();
    public string CsvLineField(string line, string field) => Fill([line, field]);
    public string CsvFieldWrong(string field) => Fill([field]);

    // Differences.
    public string DiffTitle => Get();
    public string DiffLead => Get();
    public string DifferencesOf(string count) => Fill([count]);
    public string NoDifferences(string one, string other) => Fill([one, other]);

    // Publishing.
    public string PublishTitle(string board) => Fill([board]);
    public string PublishWhat(string board) => Fill([board]);
    public string PublishHowMuch => Get();
    public string PublishLoss(string brand, string money, string days) => Fill([brand, money, days]);
    public string PublishLossUnknown => Get();
    public string PublishUndo => Get();
    public string PublishAct => Get();
    public string PublishAt => Get();
    public string PublishAtHint(string now) => Fill([now]);
    public string PublishAtWrong => Get();
    public string ReasonToPublish => Get();
    public string ReasonToPublishHint => Get();

    // What if.
    public string WhatIfOf(string board) => Fill([board]);
    public string WhatIfLead => Get();
    public string DaysBack => Get();
    public string DaysWrong(string most) => Fill([most]);
    public string Reckon => Get();
    public string ReckonedSoFar(string done, string total) => Fill([done, total]);
    public string NothingExchanged => Get();
    public string NothingExchangedWhy => Get();
    public string ReckonedOnBoth(long count, string number) => Count(count, [number]);
    public string NoneRefused => Get();
    public string WouldRefuse(long count, string number) => Count(count, [number]);
    public string FeesChange(string money) => Fill([money]);
    public string GainByDay => Get();
    public string FromToDay(string from, string to) => Fill([from, to]);
    public string UpToDay => Get();
    public string BrandByBrand => Get();
    public string BoardBrandHead => Get();
    public string BoardGivenHead => Get();
    public string TakenHead => Get();
    public string PaidThen => Get();
    public string PaidNow => Get();
    public string GotThen => Get();
    public string GotNow => Get();
    public string GainHead => Get();
    public string CoinsOwed => Get();
    public string GivenThen => Get();
    public string GivenNow => Get();
    public string OwedChange => Get();
    public string AllianceFees => Get();
    public string AllianceRounding => Get();
    public string ThenAndNow(string before, string after) => Fill([before, after]);
    public string GainsAndLoses(string winner, string gain, string days, string loser, string loss) =>
        Fill([winner, gain, days, loser, loss]);
    public string GainsOnly(string winner, string gain, string days) => Fill([winner, gain, days]);
    public string LosesOnly(string loser, string loss, string days) => Fill([loser, loss, days]);
    public string NobodyGains => Get();
}
