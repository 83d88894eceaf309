using Microsoft.AspNetCore.Http;

namespace Federation.Identity;

/// <summary>The cookies of the sign-in pages: of a session, and of a sign-in that is on its way. Without TLS, which
/// only a sandbox does, browsers refuse the prefix that binds a cookie to one host.</summary>
internal static class SessionCookie
{
    private const string Session = "federation-sign-in";
    private const string Flow = "federation-code";
    private const string Passkey = "federation-passkey";
    private const string Step = "federation-step";
    private const string Authority = "federation-authority";
    private const string Known = "federation-known";
    private const string HostPrefix = "__Host-";

    public static Secret? Read(HttpContext context) => ReadSecret(context, Session);

    public static void Write(HttpContext context, Secret secret) =>
        Write(context, Session, secret.Text, MemberSession.Life);

    public static void Clear(HttpContext context) => Clear(context, Session);

    public static Secret? ReadFlow(HttpContext context) => ReadSecret(context, Flow);

    public static void WriteFlow(HttpContext context, Secret secret) =>
        Write(context, Flow, secret.Text, SignInCodes.Life);

    public static void ClearFlow(HttpContext context) => Clear(context, Flow);

    /// <summary>What the passkey's challenge was, sealed; it is read once.</summary>
    public static string? TakePasskey(HttpContext context)
    {
        var value = context.Request.Cookies[NameOf(context, Passkey)];
        Clear(context, Passkey);
        return value;
    }

    public static void WritePasskey(HttpContext context, string sealedState) =>
        Write(context, Passkey, sealedState, Passkeys.Patience);

    /// <summary>Whose password was right, sealed, until the second step.</summary>
    public static string? ReadStep(HttpContext context) => context.Request.Cookies[NameOf(context, Step)];

    public static void WriteStep(HttpContext context, string sealedStep, TimeSpan life) =>
        Write(context, Step, sealedStep, life);

    public static void ClearStep(HttpContext context) => Clear(context, Step);

    /// <summary>What was sent to the company's own authority, sealed.</summary>
    public static string? ReadAuthority(HttpContext context) => context.Request.Cookies[NameOf(context, Authority)];

    public static void WriteAuthority(HttpContext context, string sealedTry, TimeSpan life) =>
        Write(context, Authority, sealedTry, life);

    public static void ClearAuthority(HttpContext context) => Clear(context, Authority);

    /// <summary>Who signed in in this browser before, sealed.</summary>
    public static string? ReadKnown(HttpContext context) => context.Request.Cookies[NameOf(context, Known)];

    public static void WriteKnown(HttpContext context, string sealedUser, TimeSpan life) =>
        Write(context, Known, sealedUser, life);

    private static Secret? ReadSecret(HttpContext context, string name) =>
        Secret.TryRead(context.Request.Cookies[NameOf(context, name)], out var secret) ? secret : null;

    private static void Write(HttpContext context, string name, string value, TimeSpan life) =>
        context.Response.Cookies.Append(NameOf(context, name), value, OptionsFor(context, life));

    private static void Clear(HttpContext context, string name) =>
        context.Response.Cookies.Delete(NameOf(context, name), OptionsFor(context, null));

    private static string NameOf(HttpContext context, string name) =>
        context.Request.IsHttps ? HostPrefix + name : name;

    private static CookieOptions OptionsFor(HttpContext context, TimeSpan? life) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = life,
        Path = "/",
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
    };
}
