using System.Globalization;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<OrderBook>();
builder.Services.AddHealthChecks();

var app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();
app.MapHealthChecks("/health");

// Prices as people of that culture write them, which needs the system's ICU.
app.MapGet("/orders", (OrderBook book, IConfiguration settings) =>
{
    var culture = CultureInfo.GetCultureInfo(settings["Orders:Culture"] ?? "fr-FR");
    return book.All().Select(order => new { order.Id, order.Item, Price = order.Price.ToString("C", culture) });
});
app.MapPost("/orders", (OrderBook book, NewOrder order) => Results.Created("/orders", book.Add(order)));
app.Run();
