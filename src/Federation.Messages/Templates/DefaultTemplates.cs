using Federation.Messages.V1;

namespace Federation.Messages;

/// <summary>The alliance's templates, for what brands have published none for.</summary>
internal static class DefaultTemplates
{
    private static readonly IReadOnlyList<MessageTemplate> All =
    [
        Of(MessageKind.CoinsChanged, Languages.English,
            "{{ brand }}: {{ change }} {{ coin }}",
            """
            {% if what == "earn" %}You earned {{ units }} {{ coin }} at {{ brand }}.
            {%- elsif what == "spend" %}You spent {{ units }} {{ coin }}.
            {%- elsif what == "refund" %}{{ units }} {{ coin }} were given back to you.
            {%- elsif what == "take-back" %}{{ units }} {{ coin }} were taken back after a return or a correction.
            {%- elsif what == "gift-out" %}You gave {{ units }} {{ coin }} away.
            {%- elsif what == "gift-in" %}You were given {{ units }} {{ coin }}.
            {%- elsif what == "exchange-out" %}{{ units }} {{ coin }} were exchanged for another brand's.
            {%- elsif what == "exchange-in" %}You got {{ units }} {{ coin }} in exchange for another brand's.
            {%- elsif what == "expire" %}{{ units }} {{ coin }} have expired.
            {%- elsif what == "hold" %}{{ units }} {{ coin }} are set aside for a payment.
            {%- elsif what == "release" %}{{ units }} {{ coin }} that were set aside are yours again.
            {%- else %}Your balance changed by {{ change }} {{ coin }}.
            {%- endif %} Your balance is {{ balance }} {{ coin }}.
            {%- if expires != "" %} These coins are good until {{ expires }}.{% endif %}
            """),
        Of(MessageKind.CoinsChanged, Languages.Chinese,
            "{{ brand }}：{{ coin }} {{ change }}",
            """
            {% if what == "earn" %}您在{{ brand }}获得了 {{ units }} {{ coin }}。
            {%- elsif what == "spend" %}您使用了 {{ units }} {{ coin }}。
            {%- elsif what == "refund" %}已退还给您 {{ units }} {{ coin }}。
            {%- elsif what == "take-back" %}因退货或更正，已收回 {{ units }} {{ coin }}。
            {%- elsif what == "gift-out" %}您赠送了 {{ units }} {{ coin }}。
            {%- elsif what == "gift-in" %}您收到了赠送的 {{ units }} {{ coin }}。
            {%- elsif what == "exchange-out" %}您的 {{ units }} {{ coin }} 已兑换为其他品牌的积分。
            {%- elsif what == "exchange-in" %}您用其他品牌的积分兑换到了 {{ units }} {{ coin }}。
            {%- elsif what == "expire" %}您有 {{ units }} {{ coin }} 已过期。
            {%- elsif what == "hold" %}已为一笔付款预留 {{ units }} {{ coin }}。
            {%- elsif what == "release" %}预留的 {{ units }} {{ coin }} 已退回给您。
            {%- else %}您的余额变动了 {{ change }} {{ coin }}。
            {%- endif %}当前余额 {{ balance }} {{ coin }}。
            {%- if expires != "" %}这些积分的有效期至 {{ expires }}。{% endif %}
            """),
        Of(MessageKind.CoinsExpiring, Languages.English,
            "{{ units }} {{ coin }} of {{ brand }} expire on {{ date }}",
            """
            {{ units }} {{ coin }} of yours expire on {{ date }}{% if days == "1" %}, tomorrow{% endif %}. What you can do:
            {% for way in ways %}- {{ way.text }}
            {% endfor %}
            """),
        Of(MessageKind.CoinsExpiring, Languages.Chinese,
            "您在{{ brand }}的 {{ units }} {{ coin }} 将于 {{ date }} 过期",
            """
            您有 {{ units }} {{ coin }} 将于 {{ date }} 过期{% if days == "1" %}（明天）{% endif %}。您可以：
            {% for way in ways %}- {{ way.text }}
            {% endfor %}
            """),
        Of(MessageKind.CouponsGiven, Languages.English,
            "{{ brand }}: {{ coupon }}",
            """
            You have a coupon of {{ brand }}: {{ coupon }}
            {%- if uses != "1" %}, which you can use {{ uses }} times{% endif %}. It is good until {{ expires }}.
            """),
        Of(MessageKind.CouponsGiven, Languages.Chinese,
            "{{ brand }}：{{ coupon }}",
            """
            您获得了{{ brand }}的优惠券：{{ coupon }}
            {%- if uses != "1" %}，可使用 {{ uses }} 次{% endif %}。有效期至 {{ expires }}。
            """),
        Of(MessageKind.CouponsExpiring, Languages.English,
            """
            {% if count == "1" %}{{ coupon }}{% else %}{{ count }} coupons{% endif %} of {{ brand }}: until {{ date }}
            """,
            """
            These coupons of yours are good until {{ date }}
            {%- if days == "1" %}, tomorrow{% elsif days == "0" %}, today{% endif %}:
            {% for one in coupons %}- {{ one.title }}{% if one.uses != "1" %} ({{ one.uses }} times){% endif %}
            {% endfor %}You can use them at {{ brand }} until then.
            """),
        Of(MessageKind.CouponsExpiring, Languages.Chinese,
            """
            {{ brand }}：{% if count == "1" %}{{ coupon }}{% else %}{{ count }} 张优惠券{% endif %}将于 {{ date }} 过期
            """,
            """
            您在{{ brand }}的以下优惠券有效期至 {{ date }}
            {%- if days == "1" %}（明天）{% elsif days == "0" %}（今天）{% endif %}：
            {% for one in coupons %}- {{ one.title }}{% if one.uses != "1" %}（{{ one.uses }} 次）{% endif %}
            {% endfor %}请在此之前到{{ brand }}使用。
            """),
        Of(MessageKind.Prizes, Languages.English,
            "{{ brand }}: {{ prize }}",
            """
            {% if what == "won" %}Your ticket won in “{{ draw }}”: {{ prize }}.
            {%- elsif what == "passed-on" %}A prize of “{{ draw }}” was not claimed, and it is now yours: {{ prize }}.
            {%- else %}Your prize in “{{ draw }}” is still waiting: {{ prize }}.
            {%- endif %}
            {%- if until != "" %} Claim it until {{ until }}; after that it is no longer yours.{% endif %}
            """),
        Of(MessageKind.Prizes, Languages.Chinese,
            "{{ brand }}：{{ prize }}",
            """
            {% if what == "won" %}您的奖券在“{{ draw }}”中中奖了：{{ prize }}。
            {%- elsif what == "passed-on" %}“{{ draw }}”中有一份奖品无人领取，现在归您：{{ prize }}。
            {%- else %}您在“{{ draw }}”中的奖品尚未领取：{{ prize }}。
            {%- endif %}
            {%- if until != "" %}请在 {{ until }} 之前领取，逾期则不再归您。{% endif %}
            """),
        .. Languages.All.SelectMany(language => new[]
        {
            Of(MessageKind.Announcement, language, "{{ title }}", "{{ text }}"),
            Of(MessageKind.Security, language, "{{ title }}", "{{ text }}"),
        }),
        Of(MessageKind.Digest, Languages.English,
            "{{ brand }}: {{ count }} messages",
            """
            {% for message in messages %}{{ message.subject }}
            {{ message.text }}

            {% endfor %}
            """),
        Of(MessageKind.Digest, Languages.Chinese,
            "{{ brand }}：{{ count }} 条消息",
            """
            {% for message in messages %}{{ message.subject }}
            {{ message.text }}

            {% endfor %}
            """),
    ];

    private static readonly Dictionary<(MessageKind, string), ParsedTemplate> Parsed = All.ToDictionary(
        t => (t.Kind, t.Language), t => ParsedTemplate.Parse(t.Subject, t.Text));

    public static MessageTemplate Of(MessageKind kind, string language) =>
        All.Single(t => t.Kind == kind && t.Language == language);

    public static ParsedTemplate ParsedOf(MessageKind kind, string language) => Parsed[(kind, language)];

    private static MessageTemplate Of(MessageKind kind, string language, string subject, string text) =>
        new() { Kind = kind, Language = language, Subject = subject, Text = text, IsDefault = true };
}
