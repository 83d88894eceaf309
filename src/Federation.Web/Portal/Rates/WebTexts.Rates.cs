namespace Federation.Web;

/// <summary>What is said to a brand of the alliance's rates.</summary>
public sealed partial class WebTexts
{
    public string BrandRatesPage => Get();
    public string BrandRatesLead => Get();
    public string BoardsThatConcern => Get();
    public string BoardNameHead => Get();
    public string AskedOn => Get();
    public string ForYou => Get();
    public string NoBoardsYet => Get();
    public string RatesOfCoin(string coin) => Fill([coin]);
    public string CoinHead => Get();
    public string OneBecomes(string coin) => Fill([coin]);
    public string ArrivesThere => Get();
    public string OneComesTo(string coin) => Fill([coin]);
    public string ArrivesHere => Get();
    public string NoCoinOfYours => Get();
    public string BeforeInBrackets(string board) => Fill([board]);
    public string RateAndBefore(string rate, string before) => Fill([rate, before]);
    public string YourApproval => Get();
    public string YourApprovalWhat => Get();
    public string YourApprovalUndo => Get();
}
