terraform {
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.0"
    }
  }
}

provider "google" {
  project = "acme-platform"
  region  = "europe-west1"
}

resource "google_cloud_run_v2_service" "catalog" {
  name     = "catalog"
  location = "europe-west1"
  ingress  = "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"

  template {
    containers {
      image = "europe-west1-docker.pkg.dev/acme-platform/shop/catalog:7"
    }
  }
}

resource "google_compute_region_network_endpoint_group" "catalog" {
  name                  = "catalog"
  region                = google_cloud_run_v2_service.catalog.location
  network_endpoint_type = "SERVERLESS"

  cloud_run {
    service = google_cloud_run_v2_service.catalog.name
  }
}

resource "google_compute_backend_service" "catalog" {
  name                  = "catalog"
  protocol              = "HTTPS"
  load_balancing_scheme = "EXTERNAL_MANAGED"

  backend {
    group = google_compute_region_network_endpoint_group.catalog.id
  }
}

resource "google_compute_url_map" "catalog" {
  name            = "catalog"
  default_service = google_compute_backend_service.catalog.id
}

resource "google_compute_managed_ssl_certificate" "catalog" {
  name = "catalog"

  managed {
    domains = ["catalog.example.com"]
  }
}

resource "google_compute_target_https_proxy" "catalog" {
  name             = "catalog"
  url_map          = google_compute_url_map.catalog.id
  ssl_certificates = [google_compute_managed_ssl_certificate.catalog.id]
}

resource "google_compute_global_address" "catalog" {
  name = "catalog"
}

resource "google_compute_global_forwarding_rule" "catalog" {
  name                  = "catalog"
  target                = google_compute_target_https_proxy.catalog.id
  ip_address            = google_compute_global_address.catalog.id
  port_range            = "443"
  load_balancing_scheme = "EXTERNAL_MANAGED"
}
