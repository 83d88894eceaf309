namespace Federation.Identity;

/// <summary>A one-time code that is to be sent.</summary>
/// <param name="Address">Where to.</param>
/// <param name="Code">Six digits.</param>
/// <param name="Language">The language of the message, as a tag: <c>en</c> or <c>zh-CN</c>.</param>
/// <param name="ExpireTime">Until when the code is good.</param>
internal sealed record CodeMessage(ContactAddress Address, string Code, string Language, DateTimeOffset ExpireTime)
{
    /// <summary>The message's own id, also when it is sent again because the first try had no answer.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    private bool IsChinese => Language.StartsWith("zh", StringComparison.Ordinal);

    public string Subject => IsChinese ? $"登录验证码 {Code}" : $"{Code} is your sign-in code";

    public string Text => IsChinese
        ? $"您的登录验证码是 {Code}，10 分钟内有效。请勿告诉任何人；如非本人操作，请忽略此消息。"
        : $"Your sign-in code is {Code}. It is good for 10 minutes. Tell it to nobody. If you did not ask for it, "
            + "ignore this message.";
}
