using System.Net;
using System.Text;
using Federation.Hosting;
using Federation.Testing;

namespace Federation.Identity.Tests;

/// <summary>One-time codes by a mail server.</summary>
public sealed class SmtpTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "Subject: 123456 is your sign-in code", "Your sign-in code is 123456.")]
    [InlineData("zh-CN", "Subject: =?utf-8?", "您的登录验证码是 123456")]
    public async Task Mail_IsPlainText_InTheReadersLanguage(string language, string subject, string text)
    {
        using var server = new SmtpListener();
        var taking = server.TakeAsync(Cancel);
        await Sender(server).SendAsync(Message("ann@example.org", language), Cancel);
        var mail = await taking;

        Assert.Contains(
            server.Commands, c => c.StartsWith("MAIL FROM:<no-reply@alliance.example>", StringComparison.Ordinal));
        Assert.Contains("RCPT TO:<ann@example.org>", server.Commands);
        Assert.Contains(mail, l => l.StartsWith(subject, StringComparison.Ordinal));
        Assert.Contains($"Content-Language: {language}", mail);
        Assert.Contains("Auto-Submitted: auto-generated", mail);
        Assert.Contains(mail, l => l.StartsWith("Content-Type: text/plain", StringComparison.Ordinal));
        Assert.Contains(text, BodyOf(mail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_ThatAsksForAPassword_GetsTheOneInTheFile()
    {
        using var server = new SmtpListener();
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "secret of the server\n", Cancel);
            var taking = server.TakeAsync(Cancel);
            await Sender(server, o => (o.UserName, o.PasswordFile) = ("sender", file)).SendAsync(
                Message("ann@example.org"), Cancel);
            await taking;
            var plain = Convert.ToBase64String(Encoding.UTF8.GetBytes("\0sender\0secret of the server"));
            Assert.Contains($"AUTH PLAIN {plain}", server.Commands);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>No secret goes out in cleartext because somebody between the two has cut STARTTLS out.</summary>
    [Fact]
    public async Task Server_WithoutTls_GetsNothingWhereTlsIsRequired()
    {
        using var server = new SmtpListener();
        var taking = server.TakeAsync(Cancel);
        await Assert.ThrowsAsync<CodeRefusedException>(() =>
            Sender(server, o => o.StartTls = true).SendAsync(Message("ann@example.org"), Cancel));
        Assert.Empty(await taking);
        Assert.DoesNotContain(server.Commands, c => c.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Server_WhoseCertificateNobodyTrusts_GetsNothing()
    {
        using var server = new SmtpListener(offersTls: true);
        var taking = server.TakeAsync(Cancel);
        await Assert.ThrowsAnyAsync<Exception>(() =>
            Sender(server, o => o.StartTls = true).SendAsync(Message("ann@example.org"), Cancel));
        Assert.Empty(await taking);
    }

    [Theory]
    [InlineData("RCPT", "550 no such person", true)]
    [InlineData("RCPT", "451 come again", false)]
    [InlineData("DATA", "554 no", true)]
    [InlineData("MAIL", "421 busy", false)]
    public async Task Refusal_OfTheServer_IsFinalOrNot(string command, string answer, bool isFinal)
    {
        using var server = new SmtpListener();
        server.Answers[command] = answer;
        var taking = server.TakeAsync(Cancel);
        var thrown = await Assert.ThrowsAnyAsync<Exception>(
            () => Sender(server).SendAsync(Message("ann@example.org"), Cancel));
        await taking;
        Assert.Equal(isFinal, thrown is CodeRefusedException);
    }

    /// <summary>What is typed as an address is one mail address, or none.</summary>
    [Theory]
    [InlineData("ann@example.org\r\nBcc: everybody@example.org")]
    [InlineData("ann@example.org\nSubject: hello")]
    [InlineData("ann@example.org, everybody@example.org")]
    [InlineData("<ann@example.org>")]
    [InlineData("ann@example.org>\r\nDATA")]
    [InlineData("=?utf-8?q?ann=0d=0aBcc:x?=@example.org")]
    [InlineData("ann(\r\n )@example.org")]
    [InlineData("\"ann\\\r\n\"@example.org")]
    [InlineData("ann@[127.0.0.1]")]
    [InlineData("everybody:ann@example.org;")]
    public async Task Address_WithMoreInIt_ReachesNoHeader(string typed)
    {
        if (!ContactAddress.TryRead(typed, out var address))
            return;
        using var server = new SmtpListener();
        var taking = server.TakeAsync(Cancel);
        try
        {
            await Sender(server).SendAsync(new CodeMessage(address.Value, "123456", "en", default), Cancel);
        }
        catch (CodeRefusedException)
        {
            return;
        }
        var mail = await taking;
        Assert.Equal($"RCPT TO:<{address.Value.Shown}>", Assert.Single(server.Commands, c => c.StartsWith(
            "RCPT", StringComparison.Ordinal)));
        Assert.DoesNotContain(mail, l => l.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        Assert.Single(mail, l => l.StartsWith("Subject", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The second try reaches a server that was busy, behind the page that has long answered.</summary>
    [Fact]
    public async Task Server_ThatIsBusyOnce_GetsTheCodeAgain()
    {
        using var log = new LogCollector();
        using var server = new SmtpListener();
        server.Answers["RCPT"] = "451 come again";
        using var delivery = new CodeDelivery(Sender(server), TimeProvider.System, log.For<CodeDelivery>());
        await delivery.StartAsync(Cancel);
        delivery.Send(Message("ann@example.org"));
        Assert.Empty(await server.TakeAsync(Cancel));
        server.Answers.Clear();
        Assert.Contains("123456", BodyOf(await server.TakeAsync(Cancel)), StringComparison.Ordinal);
        await delivery.StopAsync(Cancel);
        Assert.Empty(log.Of("CodeNotSent"));
    }

    [Fact]
    public async Task Telephone_WithoutAWebhook_IsRefused()
    {
        using var server = new SmtpListener();
        var refused = await Assert.ThrowsAsync<CodeRefusedException>(
            () => Sender(server).SendAsync(Message("+8613812345678"), Cancel));
        Assert.Contains("Identity:CodeWebhook", refused.Message, StringComparison.Ordinal);
        Assert.Empty(server.Commands);
    }

    [Theory]
    [InlineData("mail.example.org", 587, null, "no-reply@example.org", "")]
    [InlineData("127.0.0.1", 25, false, "Alliance <no-reply@example.org>", "")]
    [InlineData("mail.example.org", 465, false, "no-reply@example.org", "")]
    [InlineData("mail.example.org", 25, false, "no-reply@example.org", "StartTls")]
    [InlineData("", 587, null, "no-reply@example.org", "Host")]
    [InlineData("mail.example.org", 0, null, "no-reply@example.org", "Port")]
    [InlineData("mail.example.org", 587, null, "no-reply", "From")]
    [InlineData("mail.example.org", 587, null, "", "From")]
    public void Options_ThatCannotBeRight_AreNamed(string host, int port, bool? tls, string from, string named)
    {
        var options = new Identity.IdentityOptions
        {
            Smtp = new() { Host = host, Port = port, StartTls = tls, From = from },
        };
        var problems = options.Problems().ToList();
        if (named.Length == 0)
            Assert.Empty(problems);
        else
            Assert.Contains("Identity:Smtp:" + named, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_WithAUserButNoPassword_AreNamed()
    {
        var options = new SmtpOptions { Host = "127.0.0.1", From = "no-reply@example.org", UserName = "sender" };
        Assert.Contains("PasswordFile", Assert.Single(options.Problems("Identity:Smtp")), StringComparison.Ordinal);
        options.PasswordFile = "/nowhere/password";
        Assert.Contains("there is no", Assert.Single(options.Problems("Identity:Smtp")), StringComparison.Ordinal);
    }

    private static SmtpCodeSender Sender(SmtpListener server, Action<SmtpOptions>? change = null)
    {
        var options = new SmtpOptions
        {
            Host = IPAddress.Loopback.ToString(),
            Port = server.Port,
            From = "Alliance <no-reply@alliance.example>",
        };
        change?.Invoke(options);
        return new SmtpCodeSender(options, new NoCodeSender());
    }

    private static CodeMessage Message(string typed, string language = "en")
    {
        Assert.True(ContactAddress.TryRead(typed, out var address));
        return new CodeMessage(address.Value, "123456", language, DateTimeOffset.UtcNow.AddMinutes(10));
    }

    /// <summary>The text, as a reader sees it.</summary>
    private static string BodyOf(List<string> mail)
    {
        var body = string.Concat(mail.SkipWhile(l => l.Length > 0).Skip(1).Select(l => l + "\r\n"));
        return mail.Exists(l => l == "Content-Transfer-Encoding: base64")
            ? Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\r\n", "", StringComparison.Ordinal)))
            : body;
    }
}
