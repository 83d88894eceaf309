namespace Federation.Web;

/// <summary>What the console says.</summary>
public sealed partial class WebTexts
{
    public string Operation => Get();
    public string BrandsSection => Get();
    public string BooksPage => Get();
    public string BooksLead => Get();
    public string SweepHeading => Get();
    public string SweepComplete => Get();
    public string SweepBehind => Get();
    public string SweptUpTo(string time) => Fill([time]);
    public string OldestUnswept(string time) => Fill([time]);
    public string SweepWhy => Get();
    public string CheckHeading => Get();
    public string CheckWhat => Get();
    public string CheckHowLong => Get();
    public string CheckAct => Get();

    /// <summary>How far the check of the books is.</summary>
    public string CheckStep(int number, int count, string name, int differences) =>
        Count(differences, [Plain(number), Plain(count), name, Plain(differences)]);

    public string BooksBalanced => Get();
    public string BooksDiffer(long count, string number) => Count(count, [number]);
    public string BooksRead(string journals, string entries, string wallets) => Fill([journals, entries, wallets]);
    public string WhatDiffers => Get();
    public string CheckedWhat => Get();
    public string CheckedWhere => Get();
    public string FromEntries => Get();
    public string InTheRow => Get();
    public string BackToBooks => Get();
    public string ClockPage => Get();
    public string ClockLead => Get();
    public string AllianceTime => Get();
    public string AdvanceHeading => Get();
    public string AdvanceWhat => Get();
    public string AdvanceLoss => Get();
    public string AdvanceDay => Get();
    public string AdvanceDayHint => Get();
    public string AdvanceTime => Get();
    public string AdvanceAct => Get();
    public string DayWrong => Get();
    public string TimeWrong => Get();
    public string ClockOnlyForward(string now) => Fill([now]);
    public string BrandsPage => Get();
    public string BrandsLead => Get();
    public string Brand => Get();
    public string BrandId => Get();
    public string BrandIdHint => Get();
    public string BrandIdMissing => Get();
    public string BrandName => Get();
    public string BrandNameZh => Get();
    public string BrandNameMissing => Get();
    public string ItsCoins => Get();
    public string ItsPosition => Get();
    public string StateActive => Get();
    public string StateSuspended => Get();
    public string RegisterHeading => Get();
    public string RegisterAct => Get();
    public string RegisterThen => Get();
    public string MemberOfAllianceSince => Get();
    public string RenameHeading => Get();
    public string RenameAct => Get();
    public string SuspendHeading => Get();
    public string SuspendWhat => Get();
    public string SuspendStopsTills => Get();
    public string SuspendKeepsHolds => Get();
    public string SuspendKeepsRefunds => Get();
    public string SuspendUndo => Get();
    public string SuspendAct => Get();
    public string ResumeHeading => Get();
    public string ResumeWhat => Get();
    public string ResumeAct => Get();
    public string ApprovalsWait => Get();
    public string NothingWaits => Get();
    public string Exposure => Get();
    public string ExposureWhy => Get();
    public string AllWell => Get();
    public string LookedAt(string time) => Fill([time]);
    public string PartSilent(long count, string number) => Count(count, [number]);
    public string PartLedger => Get();
    public string PartExchange => Get();
    public string PartPartners => Get();
    public string PartIdentity => Get();
    public string PartPrograms => Get();
    public string PartAccounts => Get();
    public string HealthPage => Get();
    public string HealthLead => Get();
    public string Answers => Get();
    public string AnswersNot => Get();
    public string Milliseconds => Get();
    public string Module => Get();
    public string LookAgain => Get();
    public string FeesAccount => Get();
    public string RoundingAccount => Get();

    private static string Plain(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
