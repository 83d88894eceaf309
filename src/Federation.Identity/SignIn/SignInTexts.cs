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
        SignInProblem.NameOrPasswordWrong => NameOrPasswordWrong,
        SignInProblem.TriesTooMany => TriesTooMany,
        SignInProblem.StepGone => StepGone,
        SignInProblem.AppCodeWrong => AppCodeWrong,
        SignInProblem.RecoveryCodeWrong => RecoveryCodeWrong,
        SignInProblem.InvitationGone => InvitationGone,
        SignInProblem.PasswordTooShort => PasswordTooShort,
        SignInProblem.PasswordTooLong => PasswordTooLong,
        SignInProblem.PasswordCommon => PasswordCommon,
        SignInProblem.PasswordOwn => PasswordOwn,
        SignInProblem.PasswordPattern => PasswordPattern,
        SignInProblem.AuthorityAway => AuthorityAway,
        SignInProblem.AuthorityRefuses => AuthorityRefuses,
        SignInProblem.NobodyByAuthority => NobodyByAuthority,
        SignInProblem.AnothersAuthorityName => AnothersAuthorityName,
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
    public string StaffSignIn => Get();
    public string StaffHere => Get();
    public string MembersHere => Get();
    public string WorksFor => Get();
    public string WorksForHint => Get();
    public string PersonName => Get();
    public string PersonNameHint => Get();
    public string Password => Get();
    public string UseRecoveryCode => Get();
    public string EnterAppCode => Get();
    public string RecoveryCode => Get();
    public string RecoveryCodeHint => Get();
    public string AppCodeHint => Get();
    public string UseAppAfterAll => Get();
    public string AppIsLost => Get();
    public string ConfirmItIsYou => Get();
    public string ConfirmWhy => Get();
    public string SignInAnew => Get();
    public string InvitationFor(string name) => Fill([name]);
    public string InvitationWhy(string person, string owner) => Fill([person, owner]);
    public string ByPasskey => Get();
    public string PasskeyNeedsScript => Get();
    public string ByPasswordAndApp => Get();
    public string ByPasswordAndAppWhy => Get();
    public string SetUpPassword => Get();
    public string NewPassword => Get();
    public string NewPasswordHint => Get();
    public string ScanKey => Get();
    public string AppKey => Get();
    public string KeyPicture => Get();
    public string ShowAppWorks => Get();
    public string ChangePassword => Get();
    public string OtherSessionsEnd => Get();
    public string KeepRecoveryCodes => Get();
    public string KeepRecoveryCodesWhy => Get();
    public string KeptThem => Get();
    public string SignedInAs(string name, string person, string owner) => Fill([name, person, owner]);
    public string PasswordAndApp => Get();
    public string PasswordChanged(string day) => Fill([day]);
    public string App => Get();
    public string RenewApp => Get();
    public string RecoveryLeft(string count) => Fill([count]);
    public string NewRecoveryCodes => Get();
    public string RemovePassword => Get();
    public string NameOrPasswordWrong => Get();
    public string TriesTooMany => Get();
    public string StepGone => Get();
    public string AppCodeWrong => Get();
    public string RecoveryCodeWrong => Get();
    public string InvitationGone => Get();
    public string PasswordTooShort => Get();
    public string PasswordTooLong => Get();
    public string PasswordCommon => Get();
    public string PasswordOwn => Get();
    public string PasswordPattern => Get();
    public string ContinueAt(string name) => Fill([name]);
    public string ContinueAtWhy(string name) => Fill([name]);
    public string SignInAt(string name) => Fill([name]);
    public string ByAuthority(string name) => Fill([name]);
    public string AuthorityAccounts => Get();
    public string AuthorityAway => Get();
    public string AuthorityRefuses => Get();
    public string NobodyByAuthority => Get();
    public string AnothersAuthorityName => Get();
}
