using Federation.Design;

namespace Federation.Identity;

/// <summary>What the sign-in pages say.</summary>
public sealed class SignInTexts : Sentences
{
    private static readonly TextTable Table = new(typeof(SignInTexts).Assembly);
    private static readonly SignInTexts English = new(Language.English);
    private static readonly SignInTexts Chinese = new(Language.Chinese);

    private SignInTexts(Language language) : base(Table, language)
    {
    }

    public static SignInTexts In(Language language) => language is Language.Chinese ? Chinese : English;

    public string Of(SignInProblem problem) => problem switch
    {
        SignInProblem.AddressUnreadable => AddressUnreadable,
        SignInProblem.TooManyCodes => TooManyCodes,
        SignInProblem.CodeWrong => CodeWrong,
        SignInProblem.CodeGone => CodeGone,
        SignInProblem.AnothersAddress => AnothersAddress,
        SignInProblem.PasskeyNotTaken => PasskeyNotTaken,
        SignInProblem.LinkGone => LinkGone,
        _ => LastWayIn,
    };

    public string SignIn => Get();
    public string UsePasskey => Get();
    public string PasskeyNotTaken => Get();
    public string Address => Get();
    public string AddressHint => Get();
    public string SendCode => Get();
    public string FirstTime => Get();
    public string EnterCode => Get();
    public string CodeSent(string address) => Fill([address]);
    public string Code => Get();
    public string CodeHint(string triesLeft) => Fill([triesLeft]);
    public string Continue => Get();
    public string OtherAddress => Get();
    public string SignInWith(string brand) => Fill([brand]);
    public string LinkShowsOneBrand(string brand) => Fill([brand]);
    public string SignOut => Get();
    public string SignOutHere => Get();
    public string SignOutWhy => Get();
    public string FormRefused => Get();
    public string FormRefusedWhy => Get();
    public string SignInAndSecurity => Get();
    public string OnlyByLink => Get();
    public string OnlyByLinkWhy => Get();
    public string Passkeys => Get();
    public string PasskeysWhy => Get();
    public string PasskeyMade(string day) => Fill([day]);
    public string MakePasskey => Get();
    public string Remove => Get();
    public string CodesGoTo => Get();
    public string Brands => Get();
    public string BrandsWhy => Get();
    public string Sessions => Get();
    public string ThisBrowser => Get();
    public string SessionSince(string since, string seen) => Fill([since, seen]);
    public string AddressUnreadable => Get();
    public string TooManyCodes => Get();
    public string CodeWrong => Get();
    public string CodeGone => Get();
    public string AnothersAddress => Get();
    public string LinkGone => Get();
    public string LastWayIn => Get();
}
