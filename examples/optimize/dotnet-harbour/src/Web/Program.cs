using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Harbour
{
    public static class Program
    {
        public static void Main(string[] arguments) =>
            Host.CreateDefaultBuilder(arguments)
                .ConfigureWebHostDefaults(web => web.UseStartup<Startup>())
                .Build()
                .Run();
    }

    public sealed class Startup
    {
        private readonly IConfiguration settings;

        public Startup(IConfiguration settings) => this.settings = settings;

        public void Configure(IApplicationBuilder application)
        {
            var culture = CultureInfo.GetCultureInfo(settings["Harbour:Culture"]);
            application.UseDefaultFiles();
            application.UseStaticFiles();
            application.UseRouting();
            application.UseEndpoints(endpoints => endpoints.MapGet("/dues/{length:int}", async context =>
            {
                var length = int.Parse((string)context.Request.RouteValues["length"]!, CultureInfo.InvariantCulture);
                var price = Dues.Read(settings["TARIFF"]).For(length);
                context.Response.ContentType = "text/plain; charset=utf-8";
                await context.Response.WriteAsync($"{length} m: {price.ToString("C", culture)}\n");
            }));
        }
    }
}
