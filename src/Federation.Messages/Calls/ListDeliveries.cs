using Federation.Hosting;
using Federation.Messages.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

internal sealed partial class MessageService
{
    public override async Task<ListDeliveriesResponse> ListDeliveries(
        ListDeliveriesRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var partner = OwnPartner(form, caller, request.Parent);
        var size = form.PageSize(request.PageSize);
        var member = request.Member.Length == 0
            ? (Guid?)null : form.Uuid(request.Member, ResourceNames.Members, "member");
        form.Check(System.Enum.IsDefined(request.State), "state", "must be a state of deliveries, or not set");
        form.Check(System.Enum.IsDefined(request.Kind), "kind", "must be a kind of messages, or not set");
        form.Check(System.Enum.IsDefined(request.Channel), "channel", "must be a channel, or not set");
        form.Done();
        var query = $"{context.Method} {caller.Principal} {partner} {member} {request.State} {request.Kind} "
            + $"{request.Channel}";
        var start = pages.ReadTime(query, request.PageToken);

        var cancel = context.CancellationToken;
        var wanted = db.Deliveries.AsNoTracking().Where(d => d.PartnerId == partner)
            .Where(d => member == null || d.Member == member)
            .Where(d => request.State == DeliveryState.Unspecified || d.State == request.State)
            .Where(d => request.Kind == MessageKind.Unspecified || d.Kind == request.Kind)
            .Where(d => request.Channel == MessageChannel.Unspecified || d.Channel == request.Channel);
        // Those of one message were made at one time, and two nodes may have made two messages at it.
        if (start is var (before, after))
            wanted = wanted.Where(d => d.CreateTime < before || (d.CreateTime == before && d.Id.CompareTo(after) > 0));
        var found = await wanted.OrderByDescending(d => d.CreateTime).ThenBy(d => d.Id).Take(size + 1)
            .Include(d => d.Message).ToListAsync(cancel);
        return new ListDeliveriesResponse
        {
            Deliveries = { found.Take(size).Select(d => Shown(d, whole: false)) },
            NextPageToken = found.Count > size
                ? pages.Write(query, found[size - 1].CreateTime, found[size - 1].Id) : "",
        };
    }

    private static Delivery Shown(DeliveryRow row, bool whole) => new()
    {
        Name = ResourceNames.Delivery(row.PartnerId, row.Id),
        Member = ResourceNames.Members + row.Member.ToString("D"),
        Kind = row.Kind,
        Channel = row.Channel,
        Key = row.Message?.Key ?? "",
        Language = row.Message?.Language ?? "",
        Subject = row.Message?.Subject ?? "",
        Text = whole ? row.Message?.Text ?? "" : "",
        State = row.State,
        CreateTime = row.CreateTime.ToTimestamp(),
        DueTime = row.DueTime.ToTimestamp(),
        Attempts = row.Attempts,
        Problem = row.Problem,
        Evidence = { EvidenceOf(row) },
        Digest = row.DigestId is { } digest ? ResourceNames.Delivery(row.PartnerId, digest) : "",
    };

    private static IEnumerable<Evidence> EvidenceOf(DeliveryRow row)
    {
        if (row.AcceptTime is { } accepted)
            yield return new Evidence
            {
                Level = EvidenceLevel.Accepted,
                Time = accepted.ToTimestamp(),
                AnswerDigest = row.AnswerDigest is { } digest ? ByteString.CopyFrom(digest) : ByteString.Empty,
            };
        if (row.DeliverTime is { } delivered)
            yield return new Evidence { Level = EvidenceLevel.Delivered, Time = delivered.ToTimestamp() };
        if (row.ReadTime is { } read)
            yield return new Evidence { Level = EvidenceLevel.Read, Time = read.ToTimestamp() };
    }
}
