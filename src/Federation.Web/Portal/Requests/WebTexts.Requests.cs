namespace Federation.Web;

/// <summary>What the pages of recorded calls say.</summary>
public sealed partial class WebTexts
{
    public string RequestsPage => Get();
    public string RequestsLead => Get();
    public string MethodLabel => Get();
    public string MethodHint => Get();
    public string ReasonLabel => Get();
    public string ReasonHint => Get();
    public string RequestIdLabel => Get();
    public string FailedOnly => Get();
    public string ShowRequests => Get();
    public string NoRequests => Get();
    public string NoRequestsWhy => Get();
    public string RequestsMissing(string calls) => Fill([calls]);
    public string RequestsMissingWhy => Get();
    public string WhenHead => Get();
    public string OutcomeHead => Get();
    public string MillisecondsHead => Get();
    public string SenderHead => Get();
    public string ProtocolHead => Get();
    public string AsJson => Get();
    public string AsGrpc => Get();
    public string BodyNotKept => Get();
    public string AsCurl => Get();
    public string AsCSharp => Get();
}
